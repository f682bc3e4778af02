import { createHash } from 'node:crypto';
import type { AlertSource, AlertState, AlertSubjectKind, Severity } from '@signalbox/contracts/alert-kind';

export type Labels = Readonly<Record<string, string>>;

/** What an alert is about. */
export interface Subject {
  kind: AlertSubjectKind;
  id: string;
  name: string;
}

/** What is wrong, as whoever noticed it says. */
export interface Signal {
  /** The same each time that the same thing is wrong; up to 64 characters. */
  fingerprint: string;
  source: AlertSource;
  severity: Severity;
  ruleId: number | null;
  /** The rule's kind, or the name that another system has for it. */
  kind: string | null;
  title: string;
  text: string;
  subject: Subject;
  labels: Labels;
  value: number | null;
  /** How long it is to be true before it fires, in ms. */
  forMs: number;
  /** Told again after so long while nobody acknowledges it; 0 is never. */
  repeatMinutes: number;
  /** When it is over by itself, epoch ms; null is never. */
  expiresAt: number | null;
}

/** One time that something was wrong. Times are epoch milliseconds. */
export interface Alert extends Omit<Signal, 'forMs'> {
  id: number;
  state: AlertState;
  /** Why nobody is told now; null when people are. */
  heldBy: string | null;
  beganAt: number;
  firedAt: number | null;
  acknowledgedAt: number | null;
  acknowledgedBy: string | null;
  resolvedAt: number | null;
  /** When people were last told, or it was settled that there is nobody to tell. */
  notifiedAt: number | null;
  updatedAt: number;
  /** Grows with each change. */
  version: number;
}

/** What a line of an alert's timeline says. */
export const HAPPENED = ['pending', 'firing', 'acknowledged', 'resolved', 'told', 'held', 'released'] as const;
export type Happened = (typeof HAPPENED)[number];

export interface TimelineEntry {
  at: number;
  what: Happened;
  by: string | null;
  note: string | null;
}

/** A short name for what is wrong with what. */
export const fingerprintOf = (...parts: readonly (string | number)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);

const LENGTHS = { title: 200, text: 2000, name: 120, id: 64 };
const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);

/** The signal with texts that its row has room for: they come from data, and from other systems. */
export const bounded = (signal: Signal): Signal => ({
  ...signal,
  title: cut(signal.title.replaceAll(/\s+/g, ' ').trim() || 'Alert', LENGTHS.title),
  text: cut(signal.text.trim(), LENGTHS.text),
  subject: {
    kind: signal.subject.kind,
    id: signal.subject.id.slice(0, LENGTHS.id),
    name: cut(signal.subject.name, LENGTHS.name),
  },
});

/** What silences, inhibition and routes are matched against: its own labels, and what it is. */
export const allLabels = ({ labels, kind, severity, subject, source, title }: Alert): Labels => ({
  ...labels,
  ...(kind !== null && { kind }),
  alertname: labels['alertname'] ?? title,
  severity,
  source,
  subject: subject.kind,
  [subject.kind]: subject.id,
});
