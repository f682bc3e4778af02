/** What a silent modem answers to again; each is healed by the later ones too. `never`: only by `clearFault`. */
export const HEALERS = ['escape', 'reset', 'reopen', 'never'] as const;
export type Healer = (typeof HEALERS)[number];

/** Every fault, and what it does. docs/MODEM.md shows the same. */
export const FAULTS = {
  garbage: 'random bytes between the lines',
  'split-lines': 'what it says comes in pieces of one to three bytes',
  echo: 'ATE0 is answered, and the echo stays on',
  unsolicited: 'unsolicited lines in the middle of answers',
  'late-prompt': 'the prompt comes after 1500 ms, or =MS',
  'full-storage': 'the storages are full, whatever is deleted',
  'cms-error': 'every message is refused with +CMS ERROR: 38, or =CODE',
  silence: 'no answers until AT+CFUN=1,1 (reset), or =escape, =reset, =reopen, =never',
  drop: 'the line closes when a message was typed, =before (unless told) or =after the network took it; once',
  'no-report': 'no status report ever comes',
  'duplicate-report': 'every status report comes twice',
  'foreign-report': 'before every status report comes one of a message that nobody sent',
  'bare-pdu': 'what comes in lacks the octets of the service centre',
  'text-only': 'AT+CMGF=0 is refused: there is no PDU mode',
} as const;

export type FaultName = keyof typeof FAULTS;

const DEFAULTS: Partial<Record<FaultName, string>> = {
  'late-prompt': '1500',
  'cms-error': '38',
  silence: 'reset',
  drop: 'before',
};
const VALUES: Partial<Record<FaultName, RegExp>> = {
  'late-prompt': /^\d{1,6}$/,
  'cms-error': /^\d{1,3}$/,
  silence: /^(escape|reset|reopen|never)$/,
  drop: /^(before|after)$/,
};

const isFault = (name: string): name is FaultName => Object.hasOwn(FAULTS, name);

/**
 * A fault as it is written, `name` or `name=value`.
 * @throws RangeError that says which names or values there are.
 */
export function parseFault(text: string): { name: FaultName; value: string } {
  const [name = '', ...rest] = text.split('=');
  if (!isFault(name)) throw new RangeError(`There is no fault "${name}": ${Object.keys(FAULTS).join(', ')}.`);
  const value = rest.join('=') || DEFAULTS[name] || '';
  if (!(VALUES[name] ?? /^$/).test(value))
    throw new RangeError(`The fault ${name} does not take "${value}": ${FAULTS[name]}.`);
  return { name, value };
}

/** What is wrong with a modem just now. */
export class Faults {
  private readonly active = new Map<FaultName, { value: string; times: number }>();

  /** @param changed is told of each fault that begins or ends. */
  constructor(private readonly changed: () => void = () => undefined) {}

  /**
   * @param text `name` or `name=value`.
   * @param times how often it strikes before it is over; unless told once for `drop`, for ever for all others.
   * @throws RangeError when there is no such fault.
   */
  set(text: string, times?: number): FaultName {
    const { name, value } = parseFault(text);
    this.active.set(name, { value, times: times ?? (name === 'drop' ? 1 : Infinity) });
    this.changed();
    return name;
  }

  /** @param name all of them unless told; a value behind `=` is passed over. */
  clear(name?: string): void {
    if (name === undefined) this.active.clear();
    else this.active.delete(parseFault(name.split('=')[0] ?? '').name);
    this.changed();
  }

  has(name: FaultName): boolean {
    return this.active.has(name);
  }

  /** The fault's value, without counting a strike. */
  value(name: FaultName): string | undefined {
    return this.active.get(name)?.value;
  }

  /** Whether the fault strikes now, and its value; counts. */
  strike(name: FaultName): string | undefined {
    const fault = this.active.get(name);
    if (!fault) return undefined;
    if (--fault.times <= 0) this.active.delete(name);
    return fault.value;
  }

  list(): string[] {
    return [...this.active].map(([name, { value }]) => (value === '' ? name : `${name}=${value}`));
  }
}
