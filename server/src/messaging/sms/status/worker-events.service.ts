import { Injectable } from '@nestjs/common';
import type { EventsPacket, InboundEvent, JobEvent } from '@signalbox/contracts/bus';
import { workerOf } from '@signalbox/contracts/topics';
import { DroppedPacketsService } from '../../../platform/modem-bus/dropped-packets.service.js';
import { ConfirmsService } from './confirms.service.js';
import { EventOrder } from './event-order.js';
import { InboundService } from './inbound.service.js';
import { StatusService } from './status.service.js';

/** One packet of a worker's events: what is its own to say is stored, then all is confirmed. The broker's acknowledgement follows when this resolves. */
@Injectable()
export class WorkerEventsService {
  private readonly order = new EventOrder();

  constructor(
    private readonly status: StatusService,
    private readonly inbound: InboundService,
    private readonly confirms: ConfirmsService,
    private readonly packets: DroppedPacketsService,
  ) {}

  async receive(topic: string, { after, events }: EventsPacket): Promise<void> {
    const inbound: InboundEvent[] = [];
    const reports: JobEvent[] = [];
    for (const event of events) {
      if (event.type === 'inbound') inbound.push(event);
      else reports.push(event);
    }
    const workerId = workerOf(topic);
    const [ofOthers, overOthers] = await Promise.all([
      this.status.apply(workerId, reports),
      this.inbound.receive(workerId, inbound),
    ]);
    this.packets.refuse('report', `worker ${workerId} reported of a message that another worker has`, ofOthers);
    this.packets.refuse('inbound', `worker ${workerId} named another worker's channel in a message`, overOthers);
    const upto = this.order.advance(workerId, after, events.at(-1)?.seq ?? 0);
    if (upto !== null) this.confirms.add(workerId, upto);
  }
}
