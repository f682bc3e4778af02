import { Controller, UseFilters } from '@nestjs/common';
import { Ctx, EventPattern, MqttContext, Payload } from '@nestjs/microservices';
import { StatePacket } from '@signalbox/contracts/bus';
import { ANY_WORKER } from '@signalbox/contracts/topics';
import { PassErrorsFilter } from '@signalbox/transport/pass-errors.filter';
import { RollCallService } from './roll-call.service.js';

@Controller()
@UseFilters(PassErrorsFilter)
export class WorkersMqtt {
  constructor(private readonly rollCall: RollCallService) {}

  @EventPattern<string>(ANY_WORKER.state)
  receive(@Payload({ schema: StatePacket }) packet: StatePacket, @Ctx() context: MqttContext) {
    return this.rollCall.receiveState(context.getTopic(), packet);
  }
}
