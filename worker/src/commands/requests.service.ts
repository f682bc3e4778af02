import { BUS_VERSION, type ReplyPacket, type RequestPacket } from '@signalbox/contracts/bus';
import type { Driver } from '../drivers/driver.js';

const ANSWER_MS = 30_000;
const REMEMBERED = 200;
const RESULT_LENGTH = 1000;

/** Answers what a server asks of a channel. */
export class RequestsService {
  /** A packet that comes twice must not dial twice. */
  private readonly seen = new Set<string>();

  /** `reply` publishes an answer; it must not reject. */
  constructor(
    private readonly driver: Pick<Driver, 'request'>,
    private readonly reply: (packet: ReplyPacket) => Promise<void>,
    private readonly answerMs = ANSWER_MS,
  ) {}

  /** Returns at once: a USSD code may take half a minute, and jobs wait behind this packet. */
  take(request: RequestPacket): void {
    if (this.seen.has(request.id)) return;
    this.seen.add(request.id);
    const [oldest] = this.seen;
    if (oldest !== undefined && this.seen.size > REMEMBERED) this.seen.delete(oldest);
    void this.answer(request);
  }

  private async answer(request: RequestPacket): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${this.answerMs / 1000} s`)), this.answerMs);
    });
    const answered = await Promise.race([this.ask(request), late]).then(
      (result) => ({ ok: true, result }),
      (error: unknown) => ({ ok: false, result: error instanceof Error ? error.message : String(error) }),
    );
    clearTimeout(timer);
    await this.reply({
      v: BUS_VERSION,
      id: request.id,
      ok: answered.ok,
      result: answered.result.slice(0, RESULT_LENGTH),
    });
  }

  private async ask({ type, channel, argument }: RequestPacket): Promise<string> {
    if (type === 'ping') return 'pong';
    if (channel === null) throw new Error(`${type} needs a channel`);
    if (type === 'ussd' && !argument) throw new Error('ussd needs a code');
    return this.driver.request({ type, channel, argument });
  }
}
