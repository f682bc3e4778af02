import { Controller, UseFilters } from '@nestjs/common';
import { Ctx, EventPattern, MqttContext, Payload } from '@nestjs/microservices';
import { EventsPacket } from '@signalbox/contracts/bus';
import { ANY_WORKER } from '@signalbox/contracts/topics';
import { PassErrorsFilter } from '@signalbox/transport/pass-errors.filter';
import { WorkerEventsService } from './status/worker-events.service.js';

/** What workers say about messages. The broker's access list is what lets them in. */
@Controller()
@UseFilters(PassErrorsFilter)
export class SmsMqtt {
  constructor(private readonly events: WorkerEventsService) {}

  @EventPattern<string>(ANY_WORKER.events)
  receive(@Payload({ schema: EventsPacket }) packet: EventsPacket, @Ctx() context: MqttContext) {
    return this.events.receive(context.getTopic(), packet);
  }
}
