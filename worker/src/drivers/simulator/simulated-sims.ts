import type { ChannelState } from '@signalbox/contracts/bus';
import { hashOf } from './hash.js';

export interface SimulatedLimits {
  count: number;
  ratePerMinute: number | null;
  dailyCap: number | null;
  window: number;
}

const OPERATOR = 'Simulator';
/** Major industry 89 (telecom), country 254, an issuer that nobody has: ITU-T E.118. */
const ICCID_ISSUER = '8925499';

/**
 * The SIM cards of a simulated worker, always the same for the same worker. The worker `local` has the numbers from
 * +254700000001; others have a thousand of their own, chosen by their name.
 */
export function simulatedSims(worker: string, limits: SimulatedLimits): ChannelState[] {
  return Array.from({ length: limits.count }, (_, index): ChannelState => {
    const iccid = iccidOf(worker, index);
    return {
      key: iccid,
      kind: 'sim',
      driver: 'simulator',
      online: true,
      number: numberOf(worker, index),
      iccid,
      operator: OPERATOR,
      registration: 'home',
      imei: null,
      imsi: null,
      trouble: null,
      signal: 18 + (hashOf(iccid) % 12),
      rate_per_minute: limits.ratePerMinute,
      daily_cap: limits.dailyCap,
      window: limits.window,
    };
  });
}

function numberOf(worker: string, index: number): string {
  const thousand = worker === 'local' ? 0 : 1 + (hashOf(worker) % 89_999);
  return `+254${700_000_001 + thousand * 1000 + index}`;
}

/** 19 digits, the last a check digit. */
function iccidOf(worker: string, index: number): string {
  const account = String(hashOf(worker) % 100_000_000).padStart(8, '0') + String(index).padStart(3, '0');
  const digits = ICCID_ISSUER + account;
  return digits + luhnDigit(digits);
}

/** The check digit that follows the digits, ISO/IEC 7812-1 annex B. */
export function luhnDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const weighed = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}
