import type { AlertState, Severity } from '@signalbox/contracts/alert-kind';
import type { Alert, AlertDetail } from '@signalbox/contracts/alerts';
import type { Silence } from '@signalbox/contracts/alert-channels';
import type { Tone } from '../ui/status';

interface Word {
  label: string;
  tone: Tone;
}

export const SEVERITY_WORDS: Readonly<Record<Severity, Word>> = {
  critical: { label: 'Critical', tone: 'bad' },
  warning: { label: 'Warning', tone: 'unsure' },
  info: { label: 'Info', tone: 'neutral' },
};

export const STATE_WORDS: Readonly<Record<AlertState, Word>> = {
  pending: { label: 'Pending', tone: 'waiting' },
  firing: { label: 'Firing', tone: 'bad' },
  acknowledged: { label: 'Acknowledged', tone: 'moving' },
  resolved: { label: 'Resolved', tone: 'done' },
};

export const SILENCE_WORDS: Readonly<Record<Silence['state'], Word>> = {
  active: { label: 'Active', tone: 'moving' },
  waiting: { label: 'Waiting', tone: 'waiting' },
  ended: { label: 'Ended', tone: 'neutral' },
};

export const DELIVERY_WORDS: Readonly<Record<AlertDetail['deliveries'][number]['status'], Word>> = {
  waiting: { label: 'On its way', tone: 'waiting' },
  delivered: { label: 'Delivered', tone: 'done' },
  failed: { label: 'Given up', tone: 'bad' },
};

export const HAPPENED: Readonly<Record<string, string>> = {
  pending: 'Noticed',
  firing: 'Fires',
  acknowledged: 'Acknowledged',
  resolved: 'Resolved',
  told: 'Told',
  held: 'Held back',
  released: 'Held back no more',
};

export const TOLD: Readonly<Record<AlertDetail['deliveries'][number]['what'], string>> = {
  firing: 'It fires',
  repeat: 'It still fires',
  resolved: 'It is over',
};

const ROOMS: Partial<Record<Alert['subject']['kind'], string>> = {
  pair: '/pairs',
  program: '/programs',
  sim_card: '/sim-cards',
  provider: '/providers',
};

/** The page of what an alert is about; null where it has none. */
export function linkOf({ kind, id }: Alert['subject']): readonly string[] | null {
  if (kind === 'worker') return ['/workers'];
  const room = ROOMS[kind];
  return room === undefined ? null : [room, id];
}

/** What a silence is about, in lines. */
export const linesOf = (matchers: Readonly<Record<string, string>>): string =>
  Object.entries(matchers)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');

/** The same read back; null where a line is no label with a value. */
export function matchersOf(lines: string): Record<string, string> | null {
  const matchers: Record<string, string> = {};
  for (const line of lines.split('\n').filter((one) => one.trim() !== '')) {
    const [, name, value] = /^\s*([A-Za-z_]\w*)\s*=\s*(.*\S)\s*$/.exec(line) ?? [];
    if (name === undefined || value === undefined) return null;
    matchers[name] = value;
  }
  return Object.keys(matchers).length > 0 ? matchers : null;
}

/** The silence that keeps an alert, and the same of the same thing later, quiet. */
export const aboutAlert = ({ kind, title, subject, labels }: Alert): string =>
  linesOf({
    ...(labels['alertname'] !== undefined
      ? { alertname: labels['alertname'] }
      : kind === null
        ? { alertname: title }
        : { kind }),
    ...(subject.kind === 'other' || subject.kind === 'system' ? {} : { [subject.kind]: subject.id }),
  });
