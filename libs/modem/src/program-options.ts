import { parseArgs } from 'node:util';
import { FAULTS, parseFault } from './faults.js';
import type { ModemOptions, VendorName } from './modem-options.js';

/** What the command line asks for. */
export interface ProgramOptions {
  help: boolean;
  /** null: no TCP port. */
  tcp: number | null;
  host: string;
  pty: boolean;
  link: string | undefined;
  count: number;
  faults: string[];
  modem: Partial<ModemOptions>;
}

/** A mistake on the command line, in words. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const USAGE = `signalbox-modem: a GSM modem without a radio, for tests.

  --tcp PORT            on a TCP port; 0 takes a free one. With --count the next ports too
  --host ADDRESS        where that port listens (127.0.0.1)
  --pty                 on a pseudo terminal, whose path it prints
  --link PATH           the path to give the terminal; with --count PATH0, PATH1 …
  --count N             so many modems; each has its own number, IMEI, IMSI and ICCID, counted up (1)
  --vendor NAME         quectel or huawei (quectel)
  --number NUMBER       the SIM's number (+254700000001)
  --hide-number         the SIM does not tell its number by AT+CNUM
  --imei, --imsi, --iccid DIGITS
  --pin PIN             the SIM is locked by it; PUK 12345678
  --operator NAME       (Safaricom)
  --report-delay MS     from a message to its status report (1000)
  --latency MS          before each answer (0)
  --ussd-packed         USSD strings are packed septets in hexadecimal, as with many Huawei modems
  --fault NAME          from the start; may be given several times
  --help

Faults:
${Object.entries(FAULTS)
  .map(([name, what]) => `  ${name.padEnd(22)}${what}`)
  .join('\n')}

Lines on standard input drive it: help lists them.
`;

const OPTIONS = {
  tcp: { type: 'string' },
  host: { type: 'string', default: '127.0.0.1' },
  pty: { type: 'boolean', default: false },
  link: { type: 'string' },
  count: { type: 'string' },
  vendor: { type: 'string' },
  number: { type: 'string' },
  'hide-number': { type: 'boolean' },
  imei: { type: 'string' },
  imsi: { type: 'string' },
  iccid: { type: 'string' },
  pin: { type: 'string' },
  operator: { type: 'string' },
  'report-delay': { type: 'string' },
  latency: { type: 'string' },
  'ussd-packed': { type: 'boolean' },
  fault: { type: 'string', multiple: true },
  help: { type: 'boolean', default: false },
} as const;

function whole(text: string | undefined, name: string, from: number, to: number): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (!(value >= from && value <= to)) throw new UsageError(`--${name}: expected ${from} to ${to}, got "${text}".`);
  return value;
}

function matching(text: string | undefined, name: string, pattern: RegExp, expected: string): string | undefined {
  if (text !== undefined && !pattern.test(text))
    throw new UsageError(`--${name}: expected ${expected}, got "${text}".`);
  return text;
}

const isVendor = (name: string): name is VendorName => name === 'quectel' || name === 'huawei';

function vendorOf(name: string | undefined): VendorName | undefined {
  if (name === undefined || isVendor(name)) return name;
  throw new UsageError(`--vendor: expected quectel or huawei, got "${name}".`);
}

function valuesOf(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Reads the command line. @throws UsageError in words, naming the option and what was expected. */
export function parseProgramOptions(args: readonly string[]): ProgramOptions {
  const given = valuesOf(args);
  const { help, host, pty, link, fault: faults = [] } = given;
  const tcp = whole(given.tcp, 'tcp', 0, 65535) ?? null;
  const count = whole(given.count, 'count', 1, 1000) ?? 1;
  if (!help && (tcp === null) === !pty) throw new UsageError('Say where the modem is: --tcp PORT or --pty.');
  if (link !== undefined && !pty) throw new UsageError('--link is for --pty.');
  if (tcp !== null && tcp + count - 1 > 65535) throw new UsageError('--count: there are not so many ports.');
  try {
    faults.forEach(parseFault);
  } catch (error) {
    throw new UsageError(`--fault: ${error instanceof Error ? error.message : String(error)}`);
  }
  const modem: Partial<ModemOptions> = {
    vendor: vendorOf(given.vendor),
    number: matching(given.number, 'number', /^\+\d{5,15}$/, 'a number like +254712345678'),
    numberOnSim: given['hide-number'] ? false : undefined,
    imei: matching(given.imei, 'imei', /^\d{15}$/, '15 digits'),
    imsi: matching(given.imsi, 'imsi', /^\d{14,15}$/, '14 or 15 digits'),
    iccid: matching(given.iccid, 'iccid', /^\d{18,20}$/, '18 to 20 digits'),
    pin: matching(given.pin, 'pin', /^\d{4,8}$/, '4 to 8 digits'),
    operator: matching(given.operator, 'operator', /^[^"\r\n]{1,30}$/, 'a name'),
    reportDelayMs: whole(given['report-delay'], 'report-delay', 0, 86_400_000),
    latencyMs: whole(given.latency, 'latency', 0, 600_000),
    ussdPacked: given['ussd-packed'],
    remembered: 1000,
  };
  return { help, tcp, host, pty, link, count, faults, modem };
}
