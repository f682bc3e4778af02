import { setTimeout as sleep } from 'node:timers/promises';
import type { AtChannel } from './at-channel.js';
import { AtError } from './at-errors.js';
import type { GsmTimings } from './gsm-timings.js';
import type { PinGuard } from './pin-guard.js';
import { SimTrouble } from './sim-trouble.js';

/** The SIM card of a modem before it is open. */
export interface LockedSim {
  iccid: string | null;
  imei: string | null;
  pin: string | undefined;
}

/** How many PIN tries are left, as makers tell it: 27.007 8.65, Quectel, Huawei, SIMCom. */
const COUNTERS: readonly { command: string; left: RegExp }[] = [
  { command: 'AT+CPINR="SIM PIN"', left: /^\+CPINR:\s*"?SIM PIN"?\s*,\s*(\d+)/ },
  { command: 'AT+QPINC="SC"', left: /^\+QPINC:\s*"?SC"?\s*,\s*(\d+)/ },
  { command: 'AT^CPIN?', left: /^\^CPIN:\s*"?SIM PIN"?\s*,[^,]*,\s*\d+\s*,\s*(\d+)/ },
  { command: 'AT+SPIC', left: /^\+SPIC:\s*(\d+)/ },
];
const TRIES = 20;

/**
 * Opens the SIM card of a modem, with its PIN when it asks for one (TS 27.007 8.3).
 * @throws SimTrouble when it stays closed, AtTimeout, LineClosed
 */
export async function unlock(at: AtChannel, sim: LockedSim, pins: PinGuard, timings: GsmTimings): Promise<void> {
  const state = await stateOf(at, sim, timings);
  if (state === 'READY') return;
  if (state !== 'SIM PIN') throw new SimTrouble(wordsOf(state), sim.iccid, sim.imei);
  await enterPin(at, sim, pins, timings);
}

/** The state as the modem tells it. @throws SimTrouble when there is no SIM card. */
export async function stateOf(
  at: AtChannel,
  { iccid, imei }: Pick<LockedSim, 'iccid' | 'imei'>,
  { commandMs, slowMs }: GsmTimings,
): Promise<string> {
  for (const end = Date.now() + slowMs; ;) {
    try {
      const [line = ''] = await at.ask('AT+CPIN?', { answer: /^\+CPIN:/, required: true });
      return line
        .replace(/^\+CPIN:\s*/, '')
        .replaceAll('"', '')
        .trim()
        .toUpperCase();
    } catch (error) {
      if (!(error instanceof AtError)) throw error;
      // SIM busy: it was just switched on.
      if (!error.isCme(14) || Date.now() > end) throw new SimTrouble(error.message, iccid, imei);
    }
    await sleep(commandMs / 10);
  }
}

async function enterPin(at: AtChannel, sim: LockedSim, pins: PinGuard, timings: GsmTimings): Promise<void> {
  const trouble = (reason: string) => new SimTrouble(reason, sim.iccid, sim.imei);
  const { pin } = sim;
  const card = sim.iccid ?? (sim.imei === null ? null : `imei:${sim.imei}`);
  if (pin === undefined) throw trouble('the SIM card asks for its PIN, and none is set');
  if (card === null) throw trouble('neither ICCID nor IMEI can be read: no PIN is tried');
  const refusal = await pins.refusal(card, pin, await triesLeft(at));
  if (refusal !== null) throw trouble(refusal);
  await pins.trying(card, pin);
  try {
    await at.ask(`AT+CPIN="${pin}"`, { timeoutMs: timings.slowMs });
  } catch (error) {
    if (!(error instanceof AtError)) throw error;
    pins.wrong(card);
    throw trouble('the SIM card refused its PIN: it is not tried again');
  }
  for (let tries = 0; (await stateOf(at, sim, timings)) !== 'READY'; tries += 1) {
    if (tries === TRIES) throw trouble('the SIM card took its PIN and does not open');
    await sleep(timings.commandMs / 10);
  }
  pins.right(card);
}

async function triesLeft(at: AtChannel): Promise<number | null> {
  for (const { command, left } of COUNTERS) {
    const [line = ''] = (await at.attempt(command, { answer: left })) ?? [];
    const found = left.exec(line);
    if (found) return Number(found[1]);
  }
  return null;
}

function wordsOf(state: string): string {
  if (state === 'SIM PUK' || state === 'SIM PUK2') return `the SIM card is locked and asks for its ${state.slice(4)}`;
  if (state.startsWith('PH-')) return `the modem is locked (${state})`;
  return `the SIM card is not ready (${state.slice(0, 30)})`;
}
