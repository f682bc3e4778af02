import { countText, tenthText } from './count';

const UNITS = ['bytes', 'kB', 'MB', 'GB'];

/** A number of octets in words: "512 bytes", "1.4 MB". */
export function sizeText(octets: number): string {
  const step = octets < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(octets) / 3));
  const value = octets / 1000 ** step;
  return `${step === 0 || value >= 100 ? countText(value) : tenthText(value)} ${UNITS[step]}`;
}
