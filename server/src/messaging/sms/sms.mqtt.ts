import { Controller, UseFilters } from '@nestjs/common';
import { Ctx, EventPattern, MqttContext, Payload } from '@nestjs/microservices';
import { EventsPacket } from '@signalbox/contracts/bus';
import { ANY_WORKER } from '@signalbox/contracts/topics';
import { PassErrors } from '@signalbox/transport/pass-errors.filter';
import { WorkerEvents } from './status/worker-events.service.js';

/** What workers say about messages. The broker's access list is what lets them in. */
@Controller()
@UseFilters(PassErrors)
export class SmsMqtt {
  constructor(private readonly events: WorkerEvents) {}

  @EventPattern<string>(ANY_WORKER.events)
  receive(@Payload({ schema: EventsPacket }) packet: EventsPacket, @Ctx() context: MqttContext) {
    return this.events.receive(context.getTopic(), packet);
  }
}
