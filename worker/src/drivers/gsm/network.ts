import type { Registration } from '@signalbox/contracts/bus';
import type { AtChannel } from './at-channel.js';

/** <stat> of +CREG, TS 27.007 7.2; 6 and 7 are for SMS only, 9 and 10 without the preferred services. */
const STATS: ReadonlyMap<number, Registration> = new Map<number, Registration>([
  [0, 'not_registered'],
  [1, 'home'],
  [2, 'searching'],
  [3, 'denied'],
  [4, 'not_registered'],
  [5, 'roaming'],
  [6, 'home'],
  [7, 'roaming'],
  [9, 'home'],
  [10, 'roaming'],
]);

export const registrationOf = (stat: number): Registration => STATS.get(stat) ?? 'not_registered';

export const isRegistered = (registration: Registration | null): boolean =>
  registration === 'home' || registration === 'roaming';

/** Why a SIM card that is not registered is offline. */
export function registrationTrouble(registration: Registration | null): string | null {
  switch (registration) {
    case 'home':
    case 'roaming':
      return null;
    case 'denied':
      return 'the network denies the registration';
    case 'searching':
      return 'searching for a network';
    case 'not_registered':
    case null:
      return 'not registered at a network';
  }
}

async function ask(at: AtChannel, name: 'CREG' | 'CEREG'): Promise<Registration | null> {
  // The unsolicited form has one number, before the cell: it must not be taken for the answer.
  const answer = new RegExp(`^\\+${name}:\\s*\\d\\s*,\\s*(\\d+)`);
  const [line = ''] = (await at.attempt(`AT+${name}?`, { answer, required: true })) ?? [];
  const found = answer.exec(line);
  return found ? registrationOf(Number(found[1])) : null;
}

/** Where the SIM card stands; a modem that knows LTE alone says it by +CEREG. */
export async function readRegistration(at: AtChannel): Promise<Registration | null> {
  const registration = await ask(at, 'CREG');
  if (isRegistered(registration)) return registration;
  const packet = await ask(at, 'CEREG');
  return isRegistered(packet) ? packet : registration;
}

/** 0 to 31 (TS 27.007 8.5); null when the modem does not know. */
export async function readSignal(at: AtChannel): Promise<number | null> {
  const [line = ''] = (await at.attempt('AT+CSQ', { answer: /^\+CSQ:/, required: true })) ?? [];
  const signal = Number(/^\+CSQ:\s*(\d+)/.exec(line)?.[1] ?? NaN);
  return signal <= 31 ? signal : null;
}

/** The network's name (TS 27.007 7.3); null while there is none. */
export async function readOperator(at: AtChannel, timeoutMs: number): Promise<string | null> {
  const options = { answer: /^\+COPS:/, required: true, timeoutMs };
  const [line = ''] = (await at.attempt('AT+COPS?', options)) ?? [];
  return /^\+COPS:\s*\d\s*,\s*\d\s*,\s*"([^"]+)"/.exec(line)?.[1]?.trim().slice(0, 64) ?? null;
}
