import { problemOf } from '@signalbox/patterns/pattern';
import type { GsmSettings, SimSettings } from './gsm-settings.js';

/** What is known of a SIM card when its settings are looked up. */
export interface SimKeys {
  iccid: string | null;
  /** Tells the home network: MCC and MNC are its first 5 or 6 digits (3GPP TS 23.003 2.2). */
  imsi?: string | null;
}

/** The settings of a SIM card: its own before its operator's before the default ones. */
export function simSettings({ sims }: Pick<GsmSettings, 'sims'>, { iccid, imsi }: SimKeys): SimSettings {
  const operator = imsi ? (sims[imsi.slice(0, 6)] ?? sims[imsi.slice(0, 5)]) : undefined;
  return { ...sims.default, ...operator, ...(iccid ? sims[iccid] : undefined) };
}

/** Questions whose answers cannot be read for what is wrong with their expressions, in words; null when all can. */
export const flawOf = ({ balance, own_number: ownNumber }: SimSettings): string | null =>
  Object.entries({ balance, own_number: ownNumber })
    .flatMap(([name, question]) => {
      const problem = question?.expression === undefined ? null : problemOf(question.expression);
      return problem === null ? [] : [`${name}.expression is not used: ${problem}`];
    })
    .join('; ') || null;
