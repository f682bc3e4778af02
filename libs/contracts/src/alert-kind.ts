/* What an alert is, without the schema library: the console asks these tables, too. */

export const SEVERITIES = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * `pending` is true and not for long enough yet; `firing` is told to people; `acknowledged` is seen to by somebody, and not
 * repeated; `resolved` is over.
 */
export const ALERT_STATES = ['pending', 'firing', 'acknowledged', 'resolved'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** What an alert is about. */
export const ALERT_SUBJECTS = ['pair', 'program', 'sim_card', 'provider', 'worker', 'system', 'other'] as const;
export type AlertSubjectKind = (typeof ALERT_SUBJECTS)[number];

/** Where an alert comes from: a rule here, Alertmanager, or somebody who said so. */
export const ALERT_SOURCES = ['rule', 'alertmanager', 'api', 'system'] as const;
export type AlertSource = (typeof ALERT_SOURCES)[number];

/** A number that a rule takes. */
export interface AlertField {
  readonly label: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  /** What it is unless somebody says otherwise. */
  readonly usual: number;
}

export interface AlertKind {
  readonly label: string;
  /** When it is true, in words. */
  readonly when: string;
  /** What of the product it looks at, one by one; `system` is the whole. */
  readonly subject: AlertSubjectKind | 'channel';
  readonly severity: Severity;
  /** How long it is to be true before anybody is told, unless a rule says otherwise. */
  readonly forMinutes: number;
  /** Whether the sums of the last week can tell what it would have done. */
  readonly previewed: boolean;
  readonly fields: Readonly<Record<string, AlertField>>;
}
