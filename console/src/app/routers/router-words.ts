import type { Octets, Router, RouterState } from '@signalbox/contracts/office/routers';
import { numbers } from '../core/locale';
import type { Word } from '../ui/office/words';

export const STATES: Record<RouterState, Word> = {
  up: { label: 'Up', tone: 'done' },
  down: { label: 'Down', tone: 'bad' },
  unknown: { label: 'Not asked yet', tone: 'neutral' },
};

/** How it is spoken to. */
export const kindWords = ({ kind, tls }: Pick<Router, 'kind' | 'tls'>): string =>
  `${kind === 'rest' ? 'REST' : 'API'}${tls ? '' : ', not encrypted'}`;

const tenths = numbers({ maximumFractionDigits: 1 });
const whole = numbers({ maximumFractionDigits: 0 });
const UNITS = ['', 'k', 'M', 'G', 'T', 'P', 'E'] as const;

function scaled(value: number): string {
  let unit = 0;
  for (; value >= 1000 && unit < UNITS.length - 1; unit++) value /= 1000;
  return `${(value < 10 ? tenths : whole)().format(value)} ${UNITS[unit] ?? ''}`;
}

/** Bits a second: "12 Mbit/s". */
export const rateWords = (rate: number | null): string => (rate === null ? '–' : `${scaled(rate)}bit/s`);

/** Octets, also beyond what a number holds whole: "1.2 TB". */
export const octetWords = (octets: Octets): string => `${scaled(Number(octets))}B`;

/** "3 days", "5 hours", "12 minutes". */
export function uptimeWords(seconds: number | null): string | null {
  if (seconds === null) return null;
  const [many, unit] =
    seconds >= 86_400
      ? [Math.floor(seconds / 86_400), 'day']
      : seconds >= 3_600
        ? [Math.floor(seconds / 3_600), 'hour']
        : [Math.floor(seconds / 60), 'minute'];
  return `${many} ${unit}${many === 1 ? '' : 's'}`;
}
