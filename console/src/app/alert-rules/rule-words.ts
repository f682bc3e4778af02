import type { Severity } from '@signalbox/contracts/alert-kind';
import { ALERT_KINDS } from '@signalbox/contracts/alert-kinds';
import type { AlertPreview, AlertRule } from '@signalbox/contracts/alerts';
import { numberText } from '../ui/count';
import type { Tone } from '../ui/status';
import { fullTime } from '../ui/time';

export const SEVERITIES: Readonly<Record<Severity, { label: string; tone: Tone }>> = {
  critical: { label: 'Critical', tone: 'bad' },
  warning: { label: 'Warning', tone: 'unsure' },
  info: { label: 'Info', tone: 'neutral' },
};

/** The parameters of a rule in words: `Below 60 %, Over the last 30 min`. */
export const paramWords = ({ kind, params }: Pick<AlertRule, 'kind' | 'params'>): string =>
  Object.entries(ALERT_KINDS[kind].fields)
    .map(([name, { label, unit, usual }]) => `${label} ${params[name] ?? usual} ${unit}`.trim())
    .join(', ');

const SHOWN = 8;

/** What a rule would have done, in words. */
export function previewWords({ previewed, times }: AlertPreview): string {
  if (!previewed) return 'What this rule looks at is not kept: nobody can tell what it would have done.';
  if (times.length === 0) return 'It would not have fired within the last week.';
  const lines = times
    .slice(0, SHOWN)
    .map(
      ({ subject, from, to, worst }) =>
        `${subject}: ${fullTime(from)} to ${to === null ? 'now' : fullTime(to)}, down to ${numberText(worst)} %`,
    );
  const more = times.length > SHOWN ? [`and ${times.length - SHOWN} more`] : [];
  const count = times.length === 1 ? 'once' : `${times.length} times`;
  return [`It would have fired ${count} within the last week.`, ...lines, ...more].join('\n');
}

/** Texts of a field that has several, with commas between or a line each. */
export const partsOf = (text: string): string[] =>
  text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
