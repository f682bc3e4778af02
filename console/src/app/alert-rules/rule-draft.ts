import { inject, signal } from '@angular/core';
import { form, min, required } from '@angular/forms/signals';
import type { Severity } from '@signalbox/contracts/alert-kind';
import { ALERT_KINDS, type AlertKindName } from '@signalbox/contracts/alert-kinds';
import type { AlertRule } from '@signalbox/contracts/alerts';
import { isFreeText } from '@signalbox/contracts/rules';
import { Submission, matches } from '../core/form-errors';
import { AlertRulesApi } from './alert-rules.api';
import { partsOf } from './rule-words';

export interface RuleFields {
  name: string;
  kind: string;
  /** Of the kind's parameters, in their order; a kind has three at most. */
  first: number | null;
  second: number | null;
  third: number | null;
  severity: string;
  minutes: number | null;
  repeat: number | null;
  subjects: string;
  team: string;
  enabled: string;
}

const FIRST: AlertKindName = 'pair_success_rate';

/** What is usual for a kind. */
export function usualFor(kind: AlertKindName): Pick<RuleFields, 'first' | 'second' | 'third' | 'severity' | 'minutes'> {
  const { fields, severity, forMinutes } = ALERT_KINDS[kind];
  const [first = null, second = null, third = null] = Object.values(fields).map(({ usual }) => usual);
  return { first, second, third, severity, minutes: forMinutes };
}

function fieldsOf(rule: AlertRule | null): RuleFields {
  const kind = rule?.kind ?? FIRST;
  const usual = usualFor(kind);
  if (rule === null) {
    return { ...usual, name: '', kind, repeat: 240, subjects: '', team: '', enabled: 'yes' };
  }
  const [first = null, second = null, third = null] = Object.keys(ALERT_KINDS[kind].fields).map(
    (name) => rule.params[name] ?? null,
  );
  return {
    ...{ name: rule.name, kind, first, second, third },
    ...{ severity: rule.severity, minutes: rule.for_seconds / 60, repeat: rule.repeat_minutes },
    ...{ subjects: rule.subjects.join(', '), team: rule.labels['team'] ?? '', enabled: rule.enabled ? 'yes' : 'no' },
  };
}

/** What the form says of a rule. */
export function ruleOf(fields: RuleFields, before: AlertRule | null) {
  const given = [fields.first, fields.second, fields.third];
  const kind = fields.kind as AlertKindName;
  const params: Record<string, number> = {};
  Object.keys(ALERT_KINDS[kind].fields).forEach((name, index) => {
    const value = given[index];
    if (typeof value === 'number') params[name] = value;
  });
  const { team: _, ...labels } = before?.labels ?? {};
  const team = fields.team.trim();
  return {
    name: fields.name.trim(),
    params,
    subjects: partsOf(fields.subjects),
    for_seconds: Math.round((fields.minutes ?? 0) * 60),
    severity: fields.severity as Severity,
    labels: team === '' ? labels : { ...labels, team },
    repeat_minutes: fields.repeat ?? 0,
    enabled: fields.enabled === 'yes',
  };
}

/** The form of a rule, of a new one with null, and what becomes of it. To be made in an injection context. */
export function ruleDraft(rule: AlertRule | null, stored: (rule: AlertRule) => void) {
  const api = inject(AlertRulesApi);
  const fields = signal(fieldsOf(rule));
  const submission = new Submission();
  const save = (): Promise<AlertRule> => {
    const said = ruleOf(fields(), rule);
    return rule === null ? api.create({ ...said, kind: fields().kind as AlertKindName }) : api.change(rule.id, said);
  };
  const tree = form(
    fields,
    (path) => {
      required(path.name, { message: 'Name it' });
      matches(path.name, isFreeText(100), 'At most 100 characters');
      required(path.minutes, { message: 'Say for how long' });
      min(path.minutes, 0, { message: 'Expected a time' });
      min(path.repeat, 0, { message: 'Expected a time' });
    },
    {
      submission: {
        action: ({ name, first, second, third, severity, minutes, repeat, subjects, team }) =>
          submission.run(
            async () => stored(await save()),
            () => {
              const names = Object.keys(ALERT_KINDS[fields().kind as AlertKindName].fields);
              const params = [first, second, third].map((field, index) => [`params.${names[index]}`, field] as const);
              return {
                ...Object.fromEntries(params),
                ...{ name, severity, subjects, for_seconds: minutes, repeat_minutes: repeat, labels: team },
              };
            },
          ),
      },
    },
  );
  return { form: tree, submission, fields };
}
