import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { BUS_VERSION, type ReplyPacket, type RequestPacket } from '@signalbox/contracts/bus';
import { topicsOf } from '@signalbox/contracts/topics';
import { MqttPublisher } from '@signalbox/transport/mqtt-publisher';
import { Unavailable } from '../common/errors.js';
import { DroppedPackets } from './dropped-packets.js';

type Question = Pick<RequestPacket, 'type' | 'channel' | 'argument'>;

/** Half a minute for a USSD code, and the way there and back. */
const ANSWER_WITHIN_MS = 35_000;

interface Waiting {
  workerId: string;
  resolve: (reply: ReplyPacket) => void;
  reject: (error: Error) => void;
  timer: NodeJS.Timeout;
}

/** Asks workers, and hands each reply to who asked. What is asked may be asked again, so nothing of it is stored. */
@Injectable()
export class WorkerRequests implements OnModuleDestroy {
  private readonly waiting = new Map<string, Waiting>();

  constructor(
    private readonly publisher: MqttPublisher,
    private readonly packets: DroppedPackets,
  ) {}

  /** Resolves to what the worker answered. @throws Unavailable when it does not answer in time, or answers that it cannot. */
  async ask(workerId: string, question: Question, withinMs = ANSWER_WITHIN_MS): Promise<string> {
    const id = randomUUID();
    const reply = new Promise<ReplyPacket>((resolve, reject) => {
      const late = () => this.settle(id)?.reject(new Unavailable(`Worker ${workerId} did not answer.`));
      this.waiting.set(id, { workerId, resolve, reject, timer: setTimeout(late, withinMs) });
    });
    this.publisher
      .publish(topicsOf(workerId).requests, { v: BUS_VERSION, id, ...question })
      .catch(() => this.settle(id)?.reject(new Unavailable('The broker cannot be reached.')));
    const { ok, result } = await reply;
    if (!ok) throw new Unavailable(`Worker ${workerId}: ${result}`);
    return result;
  }

  /**
   * Only who was asked may answer. A reply that nobody waits for came late, or was asked for by another server.
   * @param workerId who replies
   */
  receive(workerId: string, reply: ReplyPacket): void {
    const asked = this.waiting.get(reply.id)?.workerId;
    if (asked === workerId) this.settle(reply.id)?.resolve(reply);
    else if (asked !== undefined) this.packets.refuse('reply', `worker ${workerId} answered what ${asked} was asked`);
  }

  onModuleDestroy(): void {
    for (const id of [...this.waiting.keys()]) this.settle(id)?.reject(new Unavailable('The server is stopping.'));
  }

  private settle(id: string): Waiting | undefined {
    const waiting = this.waiting.get(id);
    if (waiting) clearTimeout(waiting.timer);
    this.waiting.delete(id);
    return waiting;
  }
}
