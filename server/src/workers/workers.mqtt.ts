import { Controller, UseFilters } from '@nestjs/common';
import { Ctx, EventPattern, MqttContext, Payload } from '@nestjs/microservices';
import { StatePacket } from '@signalbox/contracts/bus';
import { ANY_WORKER } from '@signalbox/contracts/topics';
import { PassErrors } from '@signalbox/transport/pass-errors.filter';
import { WorkersService } from './workers.service.js';

@Controller()
@UseFilters(PassErrors)
export class WorkersMqtt {
  constructor(private readonly workers: WorkersService) {}

  @EventPattern<string>(ANY_WORKER.state)
  receive(@Payload({ schema: StatePacket }) packet: StatePacket, @Ctx() context: MqttContext) {
    return this.workers.receiveState(context.getTopic(), packet);
  }
}
