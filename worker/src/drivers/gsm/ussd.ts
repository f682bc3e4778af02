import type { AtChannel } from './at-channel.js';
import { AtError } from './at-errors.js';
import type { GsmTimings } from './gsm-timings.js';
import type { Unsolicited } from './unsolicited.js';
import { decodeUssd, encodeUssd, type UssdForm } from './ussd-text.js';

type Answer = Extract<Unsolicited, { type: 'ussd' }>;

const DCS_DEFAULT = 15;

/** What a session's end means, <m> of TS 27.007 7.15. */
const ENDS: Readonly<Record<number, string>> = {
  2: 'the network ended the USSD session',
  3: 'another client answered the network',
  4: 'the network does not support this USSD code',
  5: 'the network did not answer in time',
};

/** The network, or the modem, makes nothing of a code. */
class NotUnderstood extends Error {}

/** Does something on the modem's line, between other things. */
export type Perform = <T>(work: () => Promise<T>) => Promise<T>;

/** USSD over AT+CUSD (TS 27.007 7.15), one code at a time. */
export class Ussd {
  private waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | null = null;
  /** How this modem wants its strings; null until one was answered. */
  private form: UssdForm | null = null;
  private openUntil = 0;

  constructor(
    private readonly at: AtChannel,
    private readonly timings: Pick<GsmTimings, 'ussdMs' | 'ussdSessionMs' | 'slowMs'>,
  ) {}

  /**
   * Dials a code, or goes on in a menu: a choice without `*` and `#` belongs to the open session. The line is free while
   * the network thinks.
   * @param begin called right before each dialling; what it throws keeps the code from being dialled
   * @throws AtError, AtTimeout, LineClosed, and Error in words
   */
  async ask(code: string, perform: Perform, begin: () => void = () => undefined): Promise<string> {
    let refusal = new Error('the modem takes no USSD codes');
    // As it is first: what wants packed septets cannot read it, and says so, while the other way round it would be dialled.
    for (const form of this.form ? [this.form] : (['plain', 'packed'] as const)) {
      try {
        const answer = await perform(() => this.dial(code, form, begin));
        const text = await this.answer(answer, form, perform);
        this.form = form;
        return text;
      } catch (error) {
        const isForm = error instanceof NotUnderstood || (error instanceof AtError && error.failure !== 'sim');
        if (!isForm) throw error;
        if (form !== 'packed' || this.form) refusal = error;
      }
    }
    throw refusal;
  }

  take(answer: Answer): void {
    this.openUntil = answer.mode === 1 ? Date.now() + this.timings.ussdSessionMs : 0;
    const { waiting } = this;
    this.waiting = null;
    waiting?.resolve(answer);
  }

  /** The line is gone. */
  end(reason: Error): void {
    this.waiting?.reject(reason);
    this.waiting = null;
  }

  private async dial(code: string, form: UssdForm, begin: () => void): Promise<Promise<Answer>[]> {
    if (this.waiting) throw new Error('another USSD code is being asked');
    const goesOn = Date.now() < this.openUntil && /^[^*#]+$/.test(code);
    if (!goesOn && this.openUntil > 0) await this.cancel();
    begin();
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    // It may fail while nobody looks: the line can close right behind the command.
    promise.catch(() => undefined);
    this.waiting = { resolve, reject };
    try {
      const command = `AT+CUSD=1,"${encodeUssd(code, form)}",${DCS_DEFAULT}`;
      await this.at.ask(command, { timeoutMs: this.timings.slowMs });
    } catch (error) {
      this.waiting = null;
      throw error;
    }
    // Within a list: a promise alone would be waited for.
    return [promise];
  }

  private async answer(promises: readonly Promise<Answer>[], form: UssdForm, perform: Perform): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the network did not answer the USSD code')), this.timings.ussdMs);
    });
    try {
      const { mode, text, dcs } = await Promise.race([...promises, late]);
      if (text !== null && mode < 3) return decodeUssd(text, dcs, form);
      const words = ENDS[mode] ?? 'the network answered without a text';
      throw mode === 4 ? new NotUnderstood(words) : new Error(words);
    } catch (error) {
      if (this.waiting) {
        this.waiting = null;
        await perform(() => this.cancel()).catch(() => undefined);
      }
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  private async cancel(): Promise<void> {
    this.openUntil = 0;
    await this.at.attempt('AT+CUSD=2');
  }
}
