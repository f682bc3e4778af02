import type { ChannelState } from '@signalbox/contracts/bus';
import { hashOf } from './hash.js';
import { Mistake } from '../mistake.js';

/** The prepaid balance of a simulated SIM card, the same at every question: `KES 12.34` to `KES 999.99`. */
export const balanceOf = (sim: ChannelState): string => `KES ${(12.34 + (hashOf(sim.key) % 98_766) / 100).toFixed(2)}`;

/** The network's answer to a USSD code, as text; 3GPP TS 22.090 codes only. */
export function ussdAnswer(sim: ChannelState, code: string): string {
  if (!/^[*#][*#0-9]*#$/.test(code))
    throw new Mistake('request', 'not a USSD code: it begins with * or # and ends with #');
  if (code === '*144#') return `Your balance is ${balanceOf(sim)}.`;
  if (code === '*100#') return `Your number is ${sim.number ?? 'unknown'}.`;
  return 'Unknown service. Try *144# for your balance or *100# for your number.';
}
