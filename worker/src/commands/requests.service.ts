import { Logger } from '@nestjs/common';
import { BUS_VERSION, type ReplyPacket, type RequestPacket } from '@signalbox/contracts/bus';
import { OccasionalLog } from '@signalbox/transport/occasional-log';
import type { Driver } from '../drivers/driver.js';
import type { Journal } from '../journal/journal.js';
import { Asked, CLOCKS, type Clocks } from './asked.js';
import { Mistake } from '../drivers/mistake.js';
import type { Reassembly } from '../drivers/reassembly/reassembly.js';

const ANSWER_MS = 30_000;
const REMEMBERED = 200;
const RESULT_LENGTH = 1000;

export interface RequestsOptions {
  /** This worker's session: what was asked of another is not done. */
  session: string;
  journal: Pick<Journal, 'fence'>;
  /** Publishes an answer; it must not reject. */
  reply: (packet: ReplyPacket) => Promise<void>;
  /** Called when a request came too late: the server may measure by a state that was long on its way. */
  late?: () => void;
  /** Messages that miss parts. */
  inbound: Pick<Reassembly, 'tellWaiting'>;
  answerMs?: number;
  clocks?: Clocks;
}

/** Answers what a server asks of a channel, unless nobody waits for that any more. */
export class RequestsService {
  /** A packet that comes twice must not dial twice. */
  private readonly seen = new Set<string>();
  private readonly log = new OccasionalLog((line) => new Logger('Requests').warn(line));

  constructor(
    private readonly driver: Pick<Driver, 'request'>,
    private readonly options: RequestsOptions,
  ) {}

  /** Returns at once: a USSD code may take half a minute, and jobs wait behind this packet. */
  take(request: RequestPacket): void {
    if (this.seen.has(request.id)) return;
    this.seen.add(request.id);
    const [oldest] = this.seen;
    if (oldest !== undefined && this.seen.size > REMEMBERED) this.seen.delete(oldest);
    const { session, journal, clocks = CLOCKS, late } = this.options;
    const asked = new Asked(request, clocks);
    const refusal = asked.refusal(session, journal.fence);
    if (refusal === null) return void this.answer(asked);
    this.log.note('refused', `refused a request (${request.type}): ${refusal}`);
    late?.();
    void this.say(request, { ok: false, result: refusal });
  }

  private async answer(asked: Asked): Promise<void> {
    const { answerMs = ANSWER_MS } = this.options;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${answerMs / 1000} s`)), answerMs);
    });
    const answered = await Promise.race([this.ask(asked), late]).then(
      (result) => ({ ok: true, result }),
      (error: unknown) => ({
        ok: false,
        result: error instanceof Error ? error.message : String(error),
        ...(error instanceof Mistake && { mistake: error.of }),
      }),
    );
    clearTimeout(timer);
    asked.end();
    await this.say(asked.request, answered);
  }

  private say({ id }: RequestPacket, answer: Omit<ReplyPacket, 'v' | 'id'>): Promise<void> {
    return this.options.reply({ v: BUS_VERSION, id, ...answer, result: answer.result.slice(0, RESULT_LENGTH) });
  }

  private async ask({ request: { type, channel, argument }, begin }: Asked): Promise<string> {
    if (type === 'ping') return 'pong';
    if (type === 'parts') return String(await this.options.inbound.tellWaiting());
    if (channel === null) throw new Error(`${type} needs a channel`);
    if (type === 'ussd' && !argument) throw new Error('ussd needs a code');
    return this.driver.request({ type, channel, argument, begin });
  }
}
