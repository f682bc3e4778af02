import type { Duplex } from 'node:stream';
import { Logger } from '@nestjs/common';
import type { DriverRequest } from '../driver.js';
import type { Reassembly } from '../reassembly/reassembly.js';
import { AtChannel } from './at-channel.js';
import { AtError, AtTimeout, LineClosed } from './at-errors.js';
import { type Cards, Elsewhere } from './cards.js';
import type { GsmSettings } from './gsm-settings.js';
import type { GsmTimings } from './gsm-timings.js';
import { answers, answersAtLast, reset } from './healing.js';
import { Pause } from './pause.js';
import type { PinGuard } from './pin-guard.js';
import { RestartWanted, Session, SetUpAgain } from './session.js';
import { type ReadyModem, setUp } from './set-up.js';
import type { CardHolder, SimCard } from './sim-card.js';
import { simSettings } from './sim-settings.js';
import { SimTrouble } from './sim-trouble.js';
import type { Unsolicited } from './unsolicited.js';

const UNANSWERED = 'the modem does not answer';
const MAX_EARLY = 100;

export interface ModemNeeds {
  settings: GsmSettings;
  timings: GsmTimings;
  cards: Cards;
  pins: PinGuard;
  inbound: Pick<Reassembly, 'add'>;
}

/** The worker stops. */
class Stopped extends Error {}

/** One modem on an open line, from the first probe until the line is gone or nothing helps but to open it again. */
export class Modem implements CardHolder {
  imei: string | null = null;
  /** It has answered since the line was opened. */
  hasAnswered = false;
  private readonly at: AtChannel;
  private readonly logger = new Logger('GSM');
  private session: Session | null = null;
  private card: SimCard | null = null;
  private early: Unsolicited[] = [];
  private interruption: Error | null = null;
  private readonly pause = new Pause();
  private lastTrouble = '';
  private isStopping = false;

  constructor(
    private readonly port: string,
    line: Duplex,
    private readonly needs: ModemNeeds,
  ) {
    const { commandMs, promptMs } = needs.timings;
    this.at = new AtChannel(line, {
      commandMs,
      promptMs,
      unsolicited: (what) => this.unsolicited(what),
      closed: () => this.stopWith(new LineClosed()),
    });
  }

  /**
   * Works as long as it can. @throws the reason of the end: AtTimeout when it does not answer, LineClosed, Elsewhere
   * @param isKnown a modem was at this port before: one that does not answer is reset.
   */
  async run(isKnown: boolean): Promise<void> {
    try {
      if (!(await answersAtLast(this.at, this.needs.timings))) {
        if (!isKnown || !(await reset(this.at, this.needs.timings))) throw new AtTimeout('AT');
      }
      this.hasAnswered = true;
      for (;;) await this.live().catch((error: unknown) => this.recover(error));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.card?.lose(this, error instanceof AtTimeout ? UNANSWERED : reason, true);
      if (!this.isStopping) throw error;
    } finally {
      this.at.close();
    }
  }

  /** Ends after what is under way; what has no answer after a while is left. */
  stop(): void {
    this.isStopping = true;
    this.stopWith(new Stopped('the worker stops'));
    if (!this.session) this.at.close();
  }

  close(): void {
    this.at.close();
  }

  async request(request: DriverRequest): Promise<string> {
    if (this.session) return this.session.request(request);
    if (request.type !== 'restart') throw new Error(this.card?.why ?? 'the channel is offline');
    this.stopWith(new RestartWanted('a restart was asked for'));
    return 'restarting';
  }

  async answers(): Promise<boolean> {
    const { session } = this;
    if (!session) return false;
    return session
      .perform(() => this.at.ask('AT'))
      .then(
        () => true,
        () => false,
      );
  }

  release(): void {
    this.card = null;
    this.stopWith(new SetUpAgain('its SIM card is in another modem'));
  }

  wake(): void {
    this.session?.wake();
  }

  /** A SIM card at work, until something ends it. */
  private async live(): Promise<never> {
    this.throwInterruption();
    const { settings, timings, cards, pins, inbound } = this.needs;
    const pinOf = (iccid: string | null) => simSettings(settings, { iccid }).pin;
    const ready = await setUp(this.at, { pinOf, pins, timings });
    this.imei = ready.imei;
    this.throwInterruption();
    const card = await cards.claim(ready.iccid, this);
    this.turnTo(card);
    card.settings = simSettings(settings, ready);
    const { imei, imsi, number } = ready;
    // The server may know the SIM card by its number alone, so that comes with the first word of it.
    card.hold(this, null, { imei, imsi, ...(number !== null && { number }) });
    this.announce(ready);
    const session = new Session(this.at, ready, card, { port: this.port, inbound, timings });
    this.session = session;
    for (const what of this.early.splice(0)) session.unsolicited(what);
    try {
      return await session.work();
    } finally {
      this.session = null;
    }
  }

  /** What can be done about what ended the work. @throws what it cannot do anything about */
  private async recover(error: unknown): Promise<void> {
    const interruption = this.interruption ?? error;
    this.interruption = null;
    if (interruption instanceof RestartWanted) return this.heal('restarting', () => Promise.resolve(false));
    if (interruption instanceof SetUpAgain) return;
    if (this.at.isClosed || interruption instanceof Stopped || interruption instanceof Elsewhere) throw interruption;
    if (interruption instanceof SimTrouble) return this.wait(interruption);
    if (interruption instanceof AtError)
      return this.wait(new SimTrouble(interruption.message, this.card?.iccid ?? null));
    if (interruption instanceof AtTimeout) {
      this.logger.warn(`${this.port}: ${interruption.message}`);
      return this.heal(UNANSWERED, () => answers(this.at, this.needs.timings));
    }
    throw interruption;
  }

  /** Step by step: escape, reset; the third step, opening the line again, is the caller's. */
  private async heal(trouble: string, escape: () => Promise<boolean>): Promise<void> {
    this.card?.lose(this, trouble, false);
    if (await escape()) return;
    this.logger.warn(`${this.port}: resets the modem`);
    if (!(await reset(this.at, this.needs.timings))) throw new AtTimeout('AT+CFUN');
  }

  /** A SIM card that cannot be used is looked at again after a while, or when somebody does something. */
  private async wait({ message, iccid, imei }: SimTrouble): Promise<void> {
    if (iccid === null) this.turnTo(null, message);
    else if (this.card?.iccid === iccid) this.card.lose(this, message, false);
    else {
      this.imei = imei ?? this.imei;
      const card = await this.needs.cards.claim(iccid, this);
      this.turnTo(card);
      card.hold(this, message, { imei: this.imei });
    }
    if (this.lastTrouble !== message) this.logger.warn(`${this.port}: ${message}`);
    this.lastTrouble = message;
    if (!this.interruption) await this.pause.take(this.needs.timings.troubleMs);
  }

  /** Another SIM card, or none, is in the modem. */
  private turnTo(card: SimCard | null, why = 'its SIM card was taken out'): void {
    if (this.card !== card) this.card?.lose(this, why, true);
    this.card = card;
  }

  private unsolicited(what: Unsolicited): void {
    if (this.session) return this.session.unsolicited(what);
    if (what.type === 'direct' && this.early.length < MAX_EARLY) this.early.push(what);
    // Somebody put a SIM card in, or switched the modem on.
    if (what.type === 'sim' || what.type === 'restarted') this.pause.end();
  }

  private stopWith(reason: Error): void {
    this.session?.end(reason);
    this.interruption ??= reason;
    this.pause.end();
  }

  private throwInterruption(): void {
    const { interruption } = this;
    this.interruption = null;
    if (interruption) throw interruption;
  }

  private announce({ manufacturer, model, imei, iccid }: ReadyModem): void {
    this.lastTrouble = '';
    const sim = `SIM card ending in ${iccid.slice(-4)}`;
    this.logger.log(`${this.port}: ${manufacturer} ${model}, IMEI ending in ${imei?.slice(-4) ?? '?'}, ${sim}`);
  }
}
