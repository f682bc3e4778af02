import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { BUS_VERSION, type ReplyPacket, type RequestPacket } from '@signalbox/contracts/bus';
import { topicsOf } from '@signalbox/contracts/topics';
import { MqttPublisher } from '@signalbox/transport/mqtt-publisher';
import { Conflict, Invalid, Unavailable } from '../common/errors.js';
import { DroppedPacketsService } from './dropped-packets.service.js';
import { ServerFenceService } from './server-fence.service.js';
import { WorkerSessionsService } from './worker-sessions.service.js';

type Question = Pick<RequestPacket, 'type' | 'channel' | 'argument'>;

/** What a caller calls the argument. */
const FIELDS: Partial<Record<Question['type'], string>> = { ussd: 'code' };

interface Waiting {
  workerId: string;
  resolve: (reply: ReplyPacket) => void;
  reject: (error: Error) => void;
  timer: NodeJS.Timeout;
}

/**
 * Asks workers, and hands each reply to who asked. What is asked may be asked again, so nothing of it is stored; and what
 * was answered with a failure must not be done later, so each request carries its age, and no broker keeps it.
 */
@Injectable()
export class WorkerRequestsService implements OnModuleDestroy {
  /** A quarter of it to begin with a USSD code, half a minute for the network's answer, and the way back, ms. */
  answerWithinMs = 42_000;
  private readonly waiting = new Map<string, Waiting>();
  private readonly ends;

  constructor(
    private readonly publisher: MqttPublisher,
    private readonly packets: DroppedPacketsService,
    readonly sessions: WorkerSessionsService,
    private readonly fence: ServerFenceService,
  ) {
    this.ends = sessions.ended.subscribe((workerId) => this.giveUp(workerId));
  }

  /**
   * Resolves to what the worker answered. @throws Unavailable when it is away, does not answer in time, or cannot now;
   * Invalid, Conflict when what was asked can never be: as it was asked, or of this channel
   */
  async ask(workerId: string, question: Question, withinMs = this.answerWithinMs): Promise<string> {
    if (!this.sessions.isHere(workerId)) throw new Unavailable(`Worker ${workerId} is offline.`);
    const id = randomUUID();
    const reply = new Promise<ReplyPacket>((resolve, reject) => {
      const late = () => this.settle(id)?.reject(new Unavailable(`Worker ${workerId} did not answer.`));
      this.waiting.set(id, { workerId, resolve, reject, timer: setTimeout(late, withinMs) });
    });
    const since = this.sessions.sinceOf(workerId);
    const age = { fence: this.fence.value, within_ms: withinMs, ...(since ? { since } : {}) };
    const packet: RequestPacket = { v: BUS_VERSION, id, ...question, ...age };
    this.publisher
      .publish(topicsOf(workerId).requests, packet, { qos: 0 })
      .catch(() => this.settle(id)?.reject(new Unavailable('The broker cannot be reached.')));
    const { ok, result, mistake } = await reply;
    if (ok) return result;
    const detail = `Worker ${workerId}: ${result}`;
    if (mistake === 'request') throw new Invalid([{ field: FIELDS[question.type] ?? 'body', message: result }], detail);
    throw mistake === 'channel' ? new Conflict(detail) : new Unavailable(detail);
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
    this.ends.unsubscribe();
    for (const id of [...this.waiting.keys()]) this.settle(id)?.reject(new Unavailable('The server is stopping.'));
  }

  /** Its worker will not answer any more. */
  private giveUp(workerId: string): void {
    for (const [id, { workerId: asked }] of [...this.waiting]) {
      if (asked === workerId) this.settle(id)?.reject(new Unavailable(`Worker ${workerId} went before it answered.`));
    }
  }

  private settle(id: string): Waiting | undefined {
    const waiting = this.waiting.get(id);
    if (waiting) clearTimeout(waiting.timer);
    this.waiting.delete(id);
    return waiting;
  }
}
