import type { Severity } from '@signalbox/contracts/alert-kind';
import type { AlertKindName } from '@signalbox/contracts/alert-kinds';
import type { Labels } from '../alert.js';

/** What is watched. Times are epoch milliseconds. */
export interface AlertRule {
  id: number;
  name: string;
  kind: AlertKindName;
  /** All that its kind takes. */
  params: Readonly<Record<string, number>>;
  /** Ids that it is limited to; none: all. */
  subjects: readonly string[];
  forSeconds: number;
  severity: Severity;
  labels: Labels;
  repeatMinutes: number;
  enabled: boolean;
  /** The name of one that came with the product. */
  builtIn: string | null;
  createdAt: number;
  updatedAt: number;
}

export type NewRuleRecord = Omit<AlertRule, 'id' | 'updatedAt'>;
export type RulePatch = Partial<Omit<NewRuleRecord, 'kind' | 'builtIn' | 'createdAt'>>;
