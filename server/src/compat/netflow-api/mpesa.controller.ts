import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { NetflowPush } from '@signalbox/contracts/office/mpesa';
import { NetflowNewPush } from '@signalbox/contracts/office/netflow-requests';
import { Allow, Caller } from '../../platform/common/access.js';
import type { Principal } from '../../platform/common/principal.js';
import { NetflowMpesaService } from './netflow-mpesa.service.js';
import { OfficeAnswers, OfficeDoor } from './office-door.js';

@OfficeDoor()
@Controller('api/integrations/mpesa')
export class NetflowMpesaController {
  constructor(private readonly mpesa: NetflowMpesaService) {}

  @OfficeAnswers(NetflowPush)
  @Post('payment')
  @HttpCode(200)
  @Allow('office.write')
  pay(@Caller() caller: Principal, @Body({ schema: NetflowNewPush }) body: NetflowNewPush) {
    return this.mpesa.pay(body, caller);
  }
}
