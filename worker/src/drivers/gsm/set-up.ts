import type { AtChannel } from './at-channel.js';
import type { GsmTimings } from './gsm-timings.js';
import { iccidOf, type ModemIdentity, identityOf, imsiOf, ownNumberOf } from './identify.js';
import type { PinGuard } from './pin-guard.js';
import { SimTrouble } from './sim-trouble.js';
import { unlock } from './unlock.js';

/** A modem that is ready to send and receive. */
export interface ReadyModem extends ModemIdentity {
  iccid: string;
  imsi: string | null;
  /** The SIM's own, where it has stored it. */
  number: string | null;
  /** What comes by +CMT and +CDS must be acknowledged (AT+CSMS=1, TS 27.005 3.2.1). */
  acknowledges: boolean;
  /** The parameters of AT+CNMI that it took; null when it took none. */
  indications: string | null;
  /** The storages it has, the one that receives first. */
  memories: string[];
}

export interface SetUpNeeds {
  pinOf: (iccid: string | null) => string | undefined;
  pins: PinGuard;
  timings: GsmTimings;
}

/**
 * AT+CNMI, TS 27.005 3.4.1, the best first. Messages are stored, so that none is lost with this process. Reports come
 * directly and are acknowledged: to store each would wear out a SIM card. Then the ways of modems that know less.
 */
const INDICATIONS = ['2,1,0,1,0', '1,1,0,1,0', '2,2,0,1,0', '2,1,0,2,0', '2,1,0,0,0', '1,1,0,0,0', '2,1'];

const HUAWEI = /huawei/i;
const NO_PDU_MODE = 'the modem has no PDU mode (AT+CMGF=0 is refused), without which it is of no use here';

/**
 * Sets a modem up: probe, identity, PIN, PDU mode, indications, storages.
 * @throws SimTrouble, AtTimeout, LineClosed.
 */
export async function setUp(at: AtChannel, { pinOf, pins, timings }: SetUpNeeds): Promise<ReadyModem> {
  await at.attempt('ATE0');
  await at.attempt('AT+CMEE=1');
  const identity = await identityOf(at);
  await switchOn(at, timings);
  let iccid = await iccidOf(at);
  await unlock(at, { iccid, imei: identity.imei, pin: pinOf(iccid) }, pins, timings);
  iccid ??= await iccidOf(at);
  if (iccid === null) throw new SimTrouble('the ICCID of the SIM card cannot be read', null, identity.imei);
  const imsi = await imsiOf(at);
  const number = await ownNumberOf(at);
  // The makers' own port is told of nothing by itself: that goes to another port, until this one is chosen.
  if (HUAWEI.test(identity.manufacturer)) await at.attempt('AT^PORTSEL=1');
  if ((await at.attempt('AT+CMGF=0')) === null) throw new SimTrouble(NO_PDU_MODE, iccid, identity.imei);
  const memories = await memoriesOf(at, timings);
  const acknowledges = await acknowledgesNow(at);
  const indications = await indicate(at);
  // Not every modem knows these: changes of registration told, USSD in ASCII, the radio link kept between messages.
  for (const command of ['AT+CREG=1', 'AT+CSCS="IRA"', 'AT+CMMS=2', 'AT+COPS=3,0']) await at.attempt(command);
  return { ...identity, iccid, imsi, number, acknowledges, indications, memories };
}

/** A radio that was left off (AT+CFUN=0 or 4, TS 27.007 8.2). */
async function switchOn(at: AtChannel, { slowMs }: GsmTimings): Promise<void> {
  const [line = ''] = (await at.attempt('AT+CFUN?', { answer: /^\+CFUN:/, timeoutMs: slowMs })) ?? [];
  if (/^\+CFUN:\s*[04]\b/.test(line)) await at.attempt('AT+CFUN=1', { timeoutMs: slowMs });
}

/** What modems call their storages, the best first: their own, which does not wear out the SIM card. */
async function memoriesOf(at: AtChannel, { slowMs }: GsmTimings): Promise<string[]> {
  const memories: string[] = [];
  for (const memory of ['ME', 'SM']) {
    const all = `"${memory}"`;
    const options = { answer: /^\+CPMS:/, timeoutMs: slowMs };
    const isThere = (await at.attempt(`AT+CPMS=${[all, all, all].join(',')}`, options)) !== null;
    if (isThere) memories.push(memory);
  }
  const [first] = memories;
  if (memories.length > 1)
    await at.attempt(`AT+CPMS="${first}","${first}","${first}"`, { answer: /^\+CPMS:/, timeoutMs: slowMs });
  return memories;
}

/** @returns whether the modem waits for acknowledgements. */
async function acknowledgesNow(at: AtChannel): Promise<boolean> {
  if ((await at.attempt('AT+CSMS=1', { answer: /^\+CSMS:/ })) !== null) {
    // What a worker that died has not acknowledged: refused, so that the network sends it again (TS 27.005 4.7).
    await at.attempt('AT+CNMA=2');
    return true;
  }
  await at.attempt('AT+CSMS=0', { answer: /^\+CSMS:/ });
  return false;
}

async function indicate(at: AtChannel): Promise<string | null> {
  for (const indications of INDICATIONS) {
    if ((await at.attempt(`AT+CNMI=${indications}`)) !== null) return indications;
  }
  return null;
}
