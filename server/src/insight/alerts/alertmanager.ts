import { SEVERITIES, type Severity } from '@signalbox/contracts/alert-kind';
import type { AlertmanagerWebhook } from '@signalbox/contracts/alerts';
import { type Signal, fingerprintOf } from './alert.js';

type Told = AlertmanagerWebhook['alerts'][number];

const HOUR = 3_600_000;
/** Without a word for so long an alert is over: Alertmanager tells of those that fire each `repeat_interval`, usually 4 h. */
const FORGOTTEN_MS = 12 * HOUR;
const MOST_LABELS = 20;
const NAMES: readonly string[] = SEVERITIES;
/** What others call them. */
const EARLIER = new Map<string, Severity>([
  ['page', 'critical'],
  ['error', 'critical'],
  ['high', 'critical'],
  ['none', 'info'],
  ['notice', 'info'],
  ['low', 'info'],
]);

export const severityOf = (text: string | undefined): Severity =>
  text === undefined ? 'warning' : NAMES.includes(text) ? (text as Severity) : (EARLIER.get(text) ?? 'warning');

/** The same for an alert each time: by its labels, whether Alertmanager gives them a name or not. */
export const alertmanagerKey = ({ labels, fingerprint }: Told): string =>
  fingerprintOf('alertmanager', fingerprint ?? JSON.stringify(Object.entries(labels).sort()));

/** An alert of Alertmanager as one of ours. A template that misses a field leaves its annotation empty, or out. */
export function alertmanagerSignal(told: Told, now: number): Signal {
  const { labels, annotations } = told;
  const name = labels['alertname'] || 'Alert';
  const instance = labels['instance'] ?? '';
  const text = annotations['description'] || annotations['message'] || annotations['summary'] || '';
  const kept = Object.entries(labels).slice(0, MOST_LABELS);
  return {
    fingerprint: alertmanagerKey(told),
    source: 'alertmanager',
    severity: severityOf(labels['severity']),
    ruleId: null,
    kind: name.slice(0, 64),
    title: annotations['summary'] || (instance === '' ? name : `${name} (${instance})`),
    text,
    subject: { kind: 'other', id: instance || name, name: instance || name },
    labels: Object.fromEntries(kept.map(([label, value]) => [label.slice(0, 64), value.slice(0, 200)])),
    value: null,
    forMs: 0,
    // Alertmanager repeats by itself.
    repeatMinutes: 0,
    expiresAt: now + FORGOTTEN_MS,
  };
}
