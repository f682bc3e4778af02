import type { AtChannel } from './at-channel.js';
import type { GsmTimings } from './gsm-timings.js';
import { iccidOf } from './identify.js';
import { isRegistered, readOperator, readRegistration, readSignal } from './network.js';
import type { ReadyModem } from './set-up.js';
import type { CardStatus } from './sim-card.js';
import { SimTrouble } from './sim-trouble.js';
import { stateOf } from './unlock.js';

/** How many looks go by between two at what seldom changes. */
const SELDOM = 4;

/** Looks after a modem at intervals: whether it answers, the SIM card, the registration, the signal. */
export class Health {
  private dueAt = 0;
  private looks = 0;
  private operator: string | null = null;

  constructor(
    private readonly at: AtChannel,
    private readonly modem: Pick<ReadyModem, 'iccid' | 'imei'>,
    private readonly timings: GsmTimings,
    private readonly update: (status: Partial<CardStatus>) => void,
  ) {}

  /** Milliseconds until the next look. */
  get dueIn(): number {
    return Math.max(0, this.dueAt - Date.now());
  }

  /** Something has changed. */
  hurry(): void {
    this.dueAt = 0;
  }

  /** @throws SimTrouble when the SIM card is closed, gone or another one; AtTimeout, LineClosed */
  async look(): Promise<void> {
    const { iccid, imei } = this.modem;
    const state = await stateOf(this.at, this.modem, this.timings);
    if (state !== 'READY') throw new SimTrouble(`the SIM card is not ready (${state.slice(0, 30)})`, iccid, imei);
    const signal = await readSignal(this.at);
    const registration = await readRegistration(this.at);
    const isSeldom = this.looks++ % SELDOM === 0;
    if (isSeldom && this.looks > 1) {
      const now = await iccidOf(this.at);
      if (now !== null && now !== iccid) throw new SimTrouble('another SIM card is in the modem', iccid, imei);
    }
    if (isRegistered(registration) && (isSeldom || this.operator === null)) {
      this.operator = await readOperator(this.at, this.timings.slowMs);
    }
    this.dueAt = Date.now() + (isRegistered(registration) ? this.timings.healthMs : this.timings.unregisteredMs);
    this.update({ signal, registration, operator: this.operator });
  }
}
