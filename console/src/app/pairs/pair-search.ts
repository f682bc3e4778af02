import type { Pair } from '@signalbox/contracts/pairs';
import { pairName } from '../core/pair-directory';

/** Whether a pair is what somebody looks for: by country, operator, network code or the beginning of a number. */
export function fits(pair: Pair, wanted: string): boolean {
  const text = wanted.trim().toLowerCase();
  const digits = text.replace(/^\+/, '').replaceAll(' ', '');
  if (text === '') return true;
  if (/^\d+$/.test(digits)) {
    const isNumber = pair.prefixes.some((prefix) => prefix.startsWith(digits) || digits.startsWith(prefix));
    return isNumber || `${pair.mcc ?? ''}${pair.mnc ?? ''}` === digits;
  }
  return pair.country.toLowerCase() === text || pairName(pair).toLowerCase().includes(text);
}
