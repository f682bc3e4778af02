import { Controller, UseFilters } from '@nestjs/common';
import { Ctx, EventPattern, MqttContext, Payload } from '@nestjs/microservices';
import { StatePacket } from '@signalbox/contracts/bus';
import { ANY_WORKER } from '@signalbox/contracts/topics';
import { PassErrors } from '@signalbox/transport/pass-errors.filter';
import { RollCall } from './roll-call.service.js';

@Controller()
@UseFilters(PassErrors)
export class WorkersMqtt {
  constructor(private readonly rollCall: RollCall) {}

  @EventPattern<string>(ANY_WORKER.state)
  receive(@Payload({ schema: StatePacket }) packet: StatePacket, @Ctx() context: MqttContext) {
    return this.rollCall.receiveState(context.getTopic(), packet);
  }
}
