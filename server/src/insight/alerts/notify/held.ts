import { type Alert, type Labels, allLabels } from '../alert.js';
import type { Silence } from '../silences/silence.js';

/** What is only a consequence: while one of `cause` fires, nobody is told of these where the labels are the same. */
interface Inhibition {
  cause: readonly string[];
  of: readonly string[];
  same: readonly string[];
}

const OF_CHANNELS = ['sim_offline', 'channel_success_rate', 'messages_stuck', 'reports_missing'];
const INHIBITIONS: readonly Inhibition[] = [
  {
    cause: ['broker_away'],
    of: ['worker_gone', 'worker_hung', ...OF_CHANNELS, 'program_stuck', 'queue_age'],
    same: [],
  },
  { cause: ['worker_gone', 'worker_hung'], of: OF_CHANNELS, same: ['worker'] },
  { cause: ['worker_hung'], of: ['worker_gone'], same: ['worker'] },
  { cause: ['sim_offline'], of: ['messages_stuck', 'channel_success_rate'], same: ['channel'] },
];

/** Open alerts that have others as their consequence, found fast. */
export class Causes {
  private readonly byKind = new Map<string, { alert: Alert; labels: Labels }[]>();

  constructor(open: readonly Alert[]) {
    const causes = new Set(INHIBITIONS.flatMap(({ cause }) => cause));
    for (const alert of open) {
      if (alert.kind === null || !causes.has(alert.kind) || !isFiring(alert)) continue;
      const list = this.byKind.get(alert.kind) ?? [];
      list.push({ alert, labels: allLabels(alert) });
      this.byKind.set(alert.kind, list);
    }
  }

  /** The alert that this one is a consequence of. */
  of(alert: Alert): Alert | null {
    const labels = allLabels(alert);
    for (const { cause, of, same } of INHIBITIONS) {
      if (alert.kind === null || !of.includes(alert.kind)) continue;
      for (const kind of cause) {
        for (const other of this.byKind.get(kind) ?? []) {
          if (other.alert.id !== alert.id && same.every((name) => isSame(labels[name], other.labels[name]))) {
            return other.alert;
          }
        }
      }
    }
    return null;
  }
}

const isFiring = ({ state }: Alert): boolean => state === 'firing' || state === 'acknowledged';
const isSame = (one: string | undefined, other: string | undefined): boolean => one !== undefined && one === other;

/** Whether a silence is about an alert: all of its labels are, `*` at the end of a value for anything. */
export const matches = ({ matchers }: Pick<Silence, 'matchers'>, labels: Labels): boolean =>
  Object.entries(matchers).every(([name, pattern]) => {
    const value = labels[name] ?? '';
    return pattern.endsWith('*') ? value.startsWith(pattern.slice(0, -1)) : value === pattern;
  });

/** Why nobody is told of an alert now; null when people are. */
export function heldBy(alert: Alert, silences: readonly Silence[], causes: Causes): string | null {
  const labels = allLabels(alert);
  const silence = silences.find((each) => matches(each, labels));
  if (silence) return `silence ${silence.id}: ${silence.reason}`.slice(0, 200);
  const cause = causes.of(alert);
  return cause === null ? null : `a consequence of alert ${cause.id}`;
}
