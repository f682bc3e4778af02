import type { AtChannel } from './at-channel.js';

/** Who a modem is. */
export interface ModemIdentity {
  /** 15 digits, TS 27.007 5.4. */
  imei: string | null;
  manufacturer: string;
  model: string;
}

const IMEI = /^(?:\+CGSN:\s*)?"?(\d{14,17})"?$/;
const WORDS = /^(?![+^*]CM)(?:\+CGM[IM]:\s*)?[^+^*]/;
const ICCID = /^(?:[+^]\w+:\s*)?"?(\d{18,22})F*"?$/i;
/** Makers' own names for EF ICCID, TS 31.102 4.2.1; the last reads the file itself (TS 27.007 8.18). */
const ICCID_COMMANDS = ['AT+CCID', 'AT+QCCID', 'AT+ICCID', 'AT^ICCID?'];
const READ_ICCID = 'AT+CRSM=176,12258,0,0,10';
const FILE = /^\+CRSM:\s*144\s*,\s*\d+\s*,\s*"?([0-9A-F]{20})"?$/i;
const IMSI = /^(?:\+CIMI:\s*)?"?(\d{14,15})"?$/;

const firstOf = (lines: string[] | null, pattern: RegExp): string | null => pattern.exec(lines?.[0] ?? '')?.[1] ?? null;

export async function identityOf(at: AtChannel): Promise<ModemIdentity> {
  const words = async (command: string): Promise<string> => {
    const [line = ''] = (await at.attempt(command, { answer: WORDS })) ?? [];
    return line
      .replace(/^\+CGM[IM]:\s*/, '')
      .replaceAll('"', '')
      .slice(0, 40);
  };
  const manufacturer = await words('AT+CGMI');
  const model = await words('AT+CGMM');
  const imei = firstOf(await at.attempt('AT+CGSN', { answer: IMEI, required: true }), IMEI);
  return { imei, manufacturer, model };
}

/** The SIM card's number, 18 to 22 digits (ITU-T E.118); null when it cannot be read, before the PIN or at all. */
export async function iccidOf(at: AtChannel): Promise<string | null> {
  for (const command of ICCID_COMMANDS) {
    const iccid = firstOf(await at.attempt(command, { answer: ICCID }), ICCID);
    if (iccid !== null) return iccid;
  }
  const swapped = firstOf(await at.attempt(READ_ICCID, { answer: FILE }), FILE);
  const digits = swapped?.replace(/(.)(.)/g, '$2$1').replace(/F+$/i, '') ?? '';
  return /^\d{18,20}$/.test(digits) ? digits : null;
}

/** 14 or 15 digits, TS 27.007 5.6. */
export const imsiOf = async (at: AtChannel): Promise<string | null> =>
  firstOf(await at.attempt('AT+CIMI', { answer: IMSI, required: true }), IMSI);

/** The SIM's own number as it has stored it (TS 27.007 7.1), if it is one that can be dialled from anywhere. */
export async function ownNumberOf(at: AtChannel): Promise<string | null> {
  const lines = (await at.attempt('AT+CNUM', { answer: /^\+CNUM:/ })) ?? [];
  for (const line of lines) {
    const [, number = '', type = ''] = /^\+CNUM:\s*(?:"[^"]*")?\s*,\s*"([+\d]+)"\s*,\s*(\d+)/.exec(line) ?? [];
    const international = internationalOf(type === '145' ? number.replace(/^\+?/, '+') : number);
    if (international !== null) return international;
  }
  return null;
}

/** E.164 of what an operator calls a number; null when its country is not told. */
export function internationalOf(text: string): string | null {
  const digits = text.replace(/[\s().-]/g, '').replace(/^00/, '+');
  if (/^\+\d{7,15}$/.test(digits)) return digits;
  return /^[1-9]\d{10,14}$/.test(digits) ? `+${digits}` : null;
}
