/** What a modem says unasked. */
export type Unsolicited =
  /** `+CMT` or `+CDS`: a message or a report, as a PDU, which may be nonsense. */
  | { type: 'direct'; pdu: string }
  /** `+CMTI`, `+CDSI` or a word that a storage is full: something lies there. */
  | { type: 'stored'; memory: string }
  | { type: 'ussd'; mode: number; text: string | null; dcs: number | null }
  | { type: 'registration'; stat: number }
  /** It has begun anew by itself: what was set is forgotten. */
  | { type: 'restarted' }
  /** The SIM card came or went. */
  | { type: 'sim' };

/** ZTE's modems have a word of their own for a message that came. */
const STORED = /^\+(?:C(?:MT|DS)I|ZMTI):\s*"?(\w+)"?\s*,\s*\d+/;
/** Huawei, Quectel, and makers that name no storage; some say with 0 that there is room again. */
const FULL =
  /^(?:\^SMMEMFULL:\s*"?(\w+)"?|\+QIND:\s*"?SMS ?FULL"?,"?(\w+)"?|\*SMSFULL\b|\+CIEV:\s*"?SMSFULL"?\s*(?:,|$))/i;
const DIRECT = /^\+C(?:MT|DS):(?:.*,)?\s*(\d+)\s*$/;
const USSD = /^\+CUSD:\s*(\d)(?:\s*,\s*"((?:.|\n)*)"\s*(?:,\s*(\d+))?)?/;
const REGISTRATION = /^\+CREG:\s*(\d)(?:\s*,\s*"|\s*$)/;
const RESTARTED = /^(?:RDY|START|\^SYSSTART)$/;
const SIM = /^(?:\+CPIN:|\^SIMST:|\+QSIMSTAT:|\+QUSIM:)/;

/** The length that a `+CMT` or `+CDS` line tells of the PDU in the line after it; null when it is no such line. */
export function announcedLength(line: string): number | null {
  const found = DIRECT.exec(line);
  return found ? Number(found[1]) : null;
}

/**
 * Whether a line is the PDU of so many octets, the service centre's address that stands before it not counted. Some modems
 * leave that out altogether, and some count it.
 */
export function isPduOf(line: string, length: number): boolean {
  if (!/^(?:[0-9A-F]{2})+$/i.test(line)) return false;
  const octets = line.length / 2;
  return octets === length || octets === length + 1 + Number.parseInt(line.slice(0, 2), 16);
}

/** Whether a line begins a USSD answer that goes on in the next line. */
export const isOpenUssd = (line: string): boolean => line.startsWith('+CUSD:') && line.split('"').length === 2;

/** @returns null for what says nothing to the driver. */
export function unsolicitedOf(line: string): Unsolicited | null {
  const stored = STORED.exec(line) ?? FULL.exec(line);
  if (stored) return { type: 'stored', memory: (stored[1] ?? stored[2] ?? '').toUpperCase() };
  const ussd = USSD.exec(line);
  if (ussd) {
    const [, mode, text, dcs] = ussd;
    return { type: 'ussd', mode: Number(mode), text: text ?? null, dcs: dcs === undefined ? null : Number(dcs) };
  }
  const registration = REGISTRATION.exec(line);
  if (registration) return { type: 'registration', stat: Number(registration[1]) };
  if (RESTARTED.test(line)) return { type: 'restarted' };
  return SIM.test(line) ? { type: 'sim' } : null;
}
