import { Logger } from '@nestjs/common';
import type { DriverRequest } from '../driver.js';
import type { Reassembly } from '../reassembly/reassembly.js';
import type { AtChannel } from './at-channel.js';
import { AtTimeout, LineClosed } from './at-errors.js';
import type { Question } from './gsm-settings.js';
import type { GsmTimings } from './gsm-timings.js';
import { Health } from './health.js';
import { internationalOf } from './identify.js';
import { Inbox } from './inbox.js';
import { isRegistered, readRegistration, readSignal, registrationOf } from './network.js';
import { Pause } from './pause.js';
import { Sender } from './sender.js';
import type { ReadyModem } from './set-up.js';
import type { SimCard } from './sim-card.js';
import type { Unsolicited } from './unsolicited.js';
import { Ussd } from './ussd.js';
import { answerReader } from './ussd-text.js';
import { Mistake } from '../mistake.js';

/** The modem is to be set up again: it has begun anew by itself. */
export class SetUpAgain extends Error {}
/** Somebody asked for a restart. */
export class RestartWanted extends Error {}

interface Task {
  run: () => Promise<void>;
  reject: (reason: Error) => void;
}

export interface SessionNeeds {
  port: string;
  inbound: Pick<Reassembly, 'add'>;
  timings: GsmTimings;
}

/** A SIM card at work in a modem: sends, receives, asks, looks after it; one thing after another over one line. */
export class Session {
  private readonly sender: Sender;
  private readonly inbox: Inbox;
  private readonly ussd: Ussd;
  private readonly health: Health;
  private readonly tasks: Task[] = [];
  private ending: Error | null = null;
  private readonly pause = new Pause();
  private storageAt: number;
  private isInboxNext = true;

  constructor(
    private readonly at: AtChannel,
    private readonly modem: ReadyModem,
    private readonly card: SimCard,
    private readonly needs: SessionNeeds,
  ) {
    const { timings, inbound, port } = needs;
    const { iccid, memories, acknowledges } = modem;
    this.sender = new Sender(at, card, timings, () => this.health.hurry());
    this.inbox = new Inbox(
      at,
      {
        message: (part) => inbound.add({ ...part, channel: iccid }),
        report: (report) => card.reported(report),
      },
      { port, acknowledges, memories },
      timings,
      this.wake,
    );
    this.ussd = new Ussd(at, timings);
    this.health = new Health(at, modem, timings, (status) => card.update(status));
    this.storageAt = Date.now() + timings.storageMs;
  }

  /** Works until something ends it. @throws what ended it: SimTrouble, AtTimeout, LineClosed, SetUpAgain, RestartWanted */
  async work(): Promise<never> {
    try {
      await this.health.look();
      this.askNumber();
      for (;;) await this.step();
    } catch (error) {
      this.end(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  }

  /** Ends the work after what is under way. */
  end(reason: Error): void {
    this.ending ??= reason;
    for (const task of this.tasks.splice(0)) task.reject(reason);
    this.ussd.end(reason);
    this.wake();
  }

  /** There is something to do. */
  readonly wake = (): void => this.pause.end();

  unsolicited(what: Unsolicited): void {
    switch (what.type) {
      case 'direct':
        return this.inbox.direct(what.pdu);
      case 'stored':
        return this.inbox.stored(what.memory);
      case 'ussd':
        return this.ussd.take(what);
      case 'restarted':
        return this.end(new SetUpAgain('the modem began anew'));
      case 'registration':
        this.card.update({ registration: registrationOf(what.stat) });
        break;
      case 'sim':
        break;
    }
    this.health.hurry();
    this.wake();
  }

  /** @throws Error in words */
  async request({ type, argument, begin }: DriverRequest): Promise<string> {
    switch (type) {
      case 'signal': {
        const signal = await this.perform(() => readSignal(this.at));
        if (signal === null) throw new Error('the modem does not know the signal');
        return String(signal);
      }
      case 'test':
        return this.perform(() => this.test());
      case 'ussd':
        return this.dial(argument ?? '', begin);
      case 'balance':
        return this.balance(begin);
      case 'restart':
        this.end(new RestartWanted('a restart was asked for'));
        return 'restarting';
      case 'report':
        throw new Mistake('channel', 'a SIM card takes no reports over HTTP');
    }
  }

  /** Does something between two messages. */
  perform<T>(work: () => Promise<T>): Promise<T> {
    if (this.ending) return Promise.reject(this.ending);
    return new Promise((resolve, reject) => {
      const run = async (): Promise<void> => {
        try {
          resolve(await work());
        } catch (error) {
          const reason = error instanceof Error ? error : new Error(String(error));
          reject(reason);
          if (reason instanceof AtTimeout || reason instanceof LineClosed) throw reason;
        }
      };
      this.tasks.push({ run, reject });
      this.wake();
    });
  }

  private async step(): Promise<void> {
    if (this.ending) throw this.ending;
    const task = this.tasks.shift();
    if (task) return task.run();
    if (this.health.dueIn === 0) return this.health.look();
    if (Date.now() >= this.storageAt) return this.lookIntoStorages();
    // By turns: neither a flood of messages in nor one of messages out may hold up the other.
    this.isInboxNext = !this.isInboxNext;
    if (this.isInboxNext && this.inbox.isDue) return this.inbox.work();
    const job = this.card.isOnline ? this.card.next() : undefined;
    if (job) return this.sender.send(job);
    if (this.inbox.isDue) return this.inbox.work();
    await this.pause.take(Math.min(this.health.dueIn, this.storageAt - Date.now()));
  }

  /** What the modem did not tell; and a modem that ceased to tell (TS 27.005 3.4.1) does so again. */
  private async lookIntoStorages(): Promise<void> {
    this.storageAt = Date.now() + this.needs.timings.storageMs;
    this.inbox.lookAgain();
    if (this.modem.indications !== null) await this.at.attempt(`AT+CNMI=${this.modem.indications}`);
  }

  private async test(): Promise<string> {
    await this.at.ask('AT');
    const registration = await readRegistration(this.at);
    if (!isRegistered(registration)) throw new Error(`the modem answers; registration: ${registration ?? 'unknown'}`);
    return `the modem answers; registration: ${registration}`;
  }

  private async dial(code: string, begin?: () => void): Promise<string> {
    if (!/^[0-9*#+]{1,182}$/.test(code)) throw new Mistake('request', 'expected a USSD code of digits, * and #');
    return this.ussd.ask(code, (work) => this.perform(work), begin);
  }

  private async balance(begin?: () => void): Promise<string> {
    const { balance } = this.card.settings;
    if (!balance) throw new Mistake('channel', 'no balance code is set for this SIM card');
    // Before anything is dialled, which may cost something.
    const read = answerReader(balance.expression);
    const text = await this.dial(balance.code, begin);
    const found = read(text);
    if (found === null) throw new Error(`the answer does not match the expression: ${text}`);
    return found;
  }

  /** A number that neither the settings nor the SIM card know: the operator is asked, once. */
  private askNumber(): void {
    const ask = this.card.settings.own_number;
    if (this.card.number !== null || !ask || this.card.isNumberAsked) return;
    this.card.isNumberAsked = true;
    this.number(ask).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      new Logger('GSM').warn(`${this.needs.port}: the own number was not found: ${reason}`);
    });
  }
  private async number({ code, expression }: Question): Promise<void> {
    const read = answerReader(expression);
    const found = internationalOf(read(await this.dial(code)) ?? '');
    if (found === null) throw new Error('no number in international form is in the answer');
    this.card.update({ number: found });
  }
}
