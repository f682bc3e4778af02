import type { AlertKindName } from '@signalbox/contracts/alert-kinds';
import { type Labels, type Signal, type Subject, fingerprintOf } from '../alert.js';
import type { AlertRule } from '../rules/alert-rule.js';

/** Something that a rule finds wrong. */
export interface Finding {
  subject: Subject;
  /** What was measured, in the unit of the rule. */
  value: number | null;
  title: string;
  text: string;
  labels: Labels;
}

/** What a rule finds, given what was read for all rules of its kind. */
export type Finder = (rule: AlertRule) => Finding[];

/** Who knows of some kinds of rules. What all of them need is read once, however many they are. */
export interface Watcher {
  readonly kinds: readonly AlertKindName[];
  look(rules: readonly AlertRule[], now: number): Promise<Finder>;
}

/** Whether a rule is about a thing, by its id. */
export const isAbout = ({ subjects }: Pick<AlertRule, 'subjects'>, id: string): boolean =>
  subjects.length === 0 || subjects.includes(id);

/** A parameter of a rule, whose kind has it. */
export const param = ({ params }: Pick<AlertRule, 'params'>, name: string): number => params[name] ?? 0;

export const SYSTEM: Subject = { kind: 'system', id: 'system', name: 'The installation' };

/** A finding as what becomes an alert. */
export const signalOf = (rule: AlertRule, { subject, value, title, text, labels }: Finding): Signal => ({
  fingerprint: fingerprintOf('rule', rule.id, subject.kind, subject.id),
  source: 'rule',
  severity: rule.severity,
  ruleId: rule.id,
  kind: rule.kind,
  title,
  text,
  subject,
  labels: { ...labels, ...rule.labels },
  value,
  forMs: rule.forSeconds * 1000,
  repeatMinutes: rule.repeatMinutes,
  expiresAt: null,
});

/** How long, in words: `3 min`, `2 h`, `4 d`. */
export function lasting(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} d`;
}
