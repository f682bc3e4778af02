import { z } from 'zod';
import { ALERT_SOURCES, ALERT_STATES, ALERT_SUBJECTS, SEVERITIES } from './alert-kind.js';
import { ALERT_KIND_NAMES, type AlertKindName as KindName, paramErrors } from './alert-kinds.js';
import { Flag, PageQuery, Timestamp, freeText } from './common.js';
import { OutboxStatus } from './outbox.js';

export const Severity = z.enum(SEVERITIES, `expected ${SEVERITIES.join(', ')}`);
export const AlertState = z.enum(ALERT_STATES, `expected ${ALERT_STATES.join(', ')}`);
export const AlertKindName = z.enum(
  ALERT_KIND_NAMES as readonly [KindName, ...KindName[]],
  `expected one of ${ALERT_KIND_NAMES.join(', ')}`,
);

/** Names as Prometheus has them, with short texts. */
export const Labels = z
  .record(
    z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]{0,63}$/, 'expected a name of letters, digits and underscores'),
    z.string().max(200),
  )
  .refine((labels) => Object.keys(labels).length <= 20, 'expected at most 20 labels');
export type Labels = z.infer<typeof Labels>;

const RuleFields = {
  name: freeText(100),
  params: z.record(z.string().max(32), z.number()),
  /** Ids of pairs, programs, channels or workers that it is about; none: all. */
  subjects: z.array(z.string().min(1).max(64)).max(500),
  for_seconds: z.int().min(0).max(86_400),
  severity: Severity,
  labels: Labels,
  /** Told again while it fires and nobody acknowledged it; 0 is once. */
  repeat_minutes: z.int().min(0).max(10_080),
  enabled: z.boolean(),
};

/** `POST /api/v1/alert-rules`: what is left out is as usual for its kind. */
export const NewAlertRule = z
  .strictObject({
    kind: AlertKindName,
    ...RuleFields,
    params: RuleFields.params.default({}),
    subjects: RuleFields.subjects.default([]),
    for_seconds: RuleFields.for_seconds.optional(),
    severity: RuleFields.severity.optional(),
    labels: RuleFields.labels.default({}),
    repeat_minutes: RuleFields.repeat_minutes.default(240),
    enabled: RuleFields.enabled.default(true),
  })
  .superRefine(({ kind, params }, context) => {
    for (const [name, message] of paramErrors(kind, params)) {
      context.addIssue({ code: 'custom', path: ['params', name], message });
    }
  });
export type NewAlertRule = z.infer<typeof NewAlertRule>;

/** `PATCH /api/v1/alert-rules/{id}`; the kind stays. */
export const AlertRuleChange = z.strictObject(RuleFields).partial();
export type AlertRuleChange = z.infer<typeof AlertRuleChange>;

export const AlertRule = z.object({
  id: z.int(),
  kind: AlertKindName,
  ...RuleFields,
  /** Whether it came with the product. */
  built_in: z.boolean(),
  /** Alerts of it that are open now. */
  open: z.int(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type AlertRule = z.infer<typeof AlertRule>;

/** `POST /api/v1/alert-rules/preview`: what a rule would have done over the last week. */
export const AlertPreview = z.object({
  /** False where the sums do not tell. */
  previewed: z.boolean(),
  times: z.array(z.object({ subject: z.string(), from: Timestamp, to: Timestamp.nullable(), worst: z.number() })),
});
export type AlertPreview = z.infer<typeof AlertPreview>;

/** `GET /api/v1/alerts`: newest first. */
export const AlertQuery = PageQuery.extend({
  state: AlertState.optional(),
  severity: Severity.optional(),
  source: z.enum(ALERT_SOURCES, `expected ${ALERT_SOURCES.join(', ')}`).optional(),
  rule_id: z.coerce.number().int().min(1).optional(),
  /** Pending, firing or acknowledged; or not. */
  open: Flag.optional(),
  subject: z.enum(ALERT_SUBJECTS, `expected ${ALERT_SUBJECTS.join(', ')}`).optional(),
  subject_id: freeText(64).optional(),
});
export type AlertQuery = z.infer<typeof AlertQuery>;

export const Alert = z.object({
  id: z.int(),
  /** The same each time that the same thing is wrong. */
  fingerprint: z.string(),
  state: AlertState,
  severity: Severity,
  source: z.enum(ALERT_SOURCES),
  rule_id: z.int().nullable(),
  kind: z.string().nullable(),
  title: z.string(),
  text: z.string(),
  subject: z.object({ kind: z.enum(ALERT_SUBJECTS), id: z.string(), name: z.string() }),
  labels: Labels,
  value: z.number().nullable(),
  /** Why nobody is told: a silence, or another alert that has it as its consequence. */
  held_by: z.string().nullable(),
  began_at: Timestamp,
  fired_at: Timestamp.nullable(),
  acknowledged_at: Timestamp.nullable(),
  acknowledged_by: z.string().nullable(),
  resolved_at: Timestamp.nullable(),
  notified_at: Timestamp.nullable(),
});
export type Alert = z.infer<typeof Alert>;

/** `GET /api/v1/alerts/{id}`. */
export const AlertDetail = Alert.extend({
  timeline: z.array(
    z.object({
      at: Timestamp,
      what: z.string(),
      by: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
  deliveries: z.array(
    z.object({
      id: z.int(),
      channel: z.string(),
      channel_kind: z.string(),
      /** What was told: it fires, it still does, it is over. */
      what: z.enum(['firing', 'repeat', 'resolved']),
      status: OutboxStatus,
      attempts: z.int(),
      note: z.string().nullable(),
      created_at: Timestamp,
      delivered_at: Timestamp.nullable(),
    }),
  ),
});
export type AlertDetail = z.infer<typeof AlertDetail>;

/** `GET /api/v1/alerts/summary`: open ones that people are told of, by severity, and the others apart. */
export const AlertSummary = z.object({
  firing: z.object({ critical: z.int(), warning: z.int(), info: z.int() }),
  /** They fire, and nobody is told: a silence, or another alert that has them as its consequence. */
  silenced: z.int(),
  acknowledged: z.int(),
  pending: z.int(),
});
export type AlertSummary = z.infer<typeof AlertSummary>;

/** `POST /api/v1/alerts/{id}/acknowledge` and `/resolve`. */
export const AlertWord = z.strictObject({ note: freeText(500).optional() }).prefault({});
export type AlertWord = z.infer<typeof AlertWord>;

/** What Alertmanager sends (webhook version 4); what else is there is not asked for. */
export const AlertmanagerWebhook = z.object({
  alerts: z
    .array(
      z.object({
        status: z.enum(['firing', 'resolved']),
        labels: z.record(z.string(), z.string()),
        annotations: z.record(z.string(), z.string()).default({}),
        startsAt: z.string().optional(),
        endsAt: z.string().optional(),
        fingerprint: z.string().max(64).optional(),
      }),
    )
    .max(10_000),
});
export type AlertmanagerWebhook = z.infer<typeof AlertmanagerWebhook>;
export const AlertmanagerAnswer = z.object({ taken: z.int() });
