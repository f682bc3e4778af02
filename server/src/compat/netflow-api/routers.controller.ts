import { Controller, Get, Query } from '@nestjs/common';
import { NetflowInterface } from '@signalbox/contracts/office/netflow-answers';
import { NetflowRouterQuery } from '@signalbox/contracts/office/netflow-requests';
import { RouterInterfacesService } from '../../office/routers/router-interfaces.service.js';
import { Allow } from '../../platform/common/access.js';
import { toInterface } from './interface-view.js';
import { OfficeAnswers, OfficeDoor } from './office-door.js';

@OfficeDoor()
@Controller('api/integrations/mikrotik')
export class NetflowRoutersController {
  constructor(private readonly interfaces: RouterInterfacesService) {}

  @OfficeAnswers(NetflowInterface.array())
  @Get('interfaces')
  @Allow('routers.read')
  async list(@Query({ schema: NetflowRouterQuery }) { router_id: id }: NetflowRouterQuery) {
    return (await this.interfaces.read(id, false)).interfaces.map(toInterface);
  }
}
