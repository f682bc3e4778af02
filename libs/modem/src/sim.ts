/** Wrong PINs, and wrong PUKs, that a SIM takes. */
const PIN_TRIES = 3;
const PUK_TRIES = 10;

export type SimState = 'READY' | 'SIM PIN' | 'SIM PUK' | 'PH-NET PIN';

/** The SIM card's locks, TS 27.007 8.3. */
export class Sim {
  private open: boolean;
  private pin: string | null;
  pinTries = PIN_TRIES;
  pukTries = PUK_TRIES;

  constructor(
    pin: string | null,
    private readonly puk: string,
  ) {
    this.pin = pin;
    this.open = pin === null;
  }

  get hasPin(): boolean {
    return this.pin !== null;
  }

  get state(): SimState {
    if (this.pinTries === 0) return 'SIM PUK';
    return this.open ? 'READY' : 'SIM PIN';
  }

  /** AT+CPIN=: the PIN; when that is blocked, the PUK with a new PIN. @returns whether it was right. */
  enter(code: string, newPin: string): boolean {
    if (this.state === 'SIM PUK') return this.unblock(code, newPin);
    if (code === this.pin) {
      this.open = true;
      this.pinTries = PIN_TRIES;
      return true;
    }
    this.pinTries--;
    return false;
  }

  /** After a restart it asks again. */
  restart(): void {
    this.open = this.pin === null;
  }

  private unblock(puk: string, newPin: string): boolean {
    if (this.pukTries === 0 || puk !== this.puk || !/^\d{4,8}$/.test(newPin)) {
      this.pukTries = Math.max(0, this.pukTries - 1);
      return false;
    }
    this.pin = newPin;
    this.open = true;
    this.pinTries = PIN_TRIES;
    this.pukTries = PUK_TRIES;
    return true;
  }
}
