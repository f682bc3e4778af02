/** <stat> of AT+CREG, TS 27.007 7.2. */
export const REGISTRATION = { none: 0, home: 1, searching: 2, denied: 3, unknown: 4, roaming: 5 } as const;
export type Registration = (typeof REGISTRATION)[keyof typeof REGISTRATION];

/** What the modem has of the network. */
export class Radio {
  /** What the network grants; it counts only while the radio is on and the SIM is open. */
  private granted: Registration = REGISTRATION.home;
  /** AT+CFUN: 0 minimum, 1 full, 4 off. */
  functionality = 1;
  /** AT+COPS=2 leaves the network, 0 and 1 come back. */
  operatorMode = 0;
  /** <rssi> of AT+CSQ, 0 to 31, or 99 when it is not known. */
  signal = 20;

  constructor(
    private readonly simIsOpen: () => boolean,
    private readonly onChange: (registration: Registration) => void,
  ) {}

  get registration(): Registration {
    const on = this.functionality === 1 && this.operatorMode !== 2 && this.simIsOpen();
    return on ? this.granted : REGISTRATION.none;
  }

  get isRegistered(): boolean {
    return this.registration === REGISTRATION.home || this.registration === REGISTRATION.roaming;
  }

  /** Runs a change, and tells of it when the registration is another one afterwards. */
  change(how: () => void): void {
    const before = this.registration;
    how();
    if (this.registration !== before) this.onChange(this.registration);
  }

  grant(registration: Registration): void {
    this.change(() => (this.granted = registration));
  }
}
