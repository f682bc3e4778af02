import type { Stretch } from '../../../platform/common/stretch.js';
import type { AlertRule, NewRuleRecord, RulePatch } from './alert-rule.js';

export abstract class AlertRuleRepository {
  abstract create(rule: NewRuleRecord): Promise<AlertRule>;
  /** Puts in those that came with the product and were never there; one that was removed stays so. */
  abstract seed(rules: readonly NewRuleRecord[]): Promise<void>;
  abstract find(id: number): Promise<AlertRule | null>;
  /** Newest first. */
  abstract list(stretch: Stretch): Promise<AlertRule[]>;
  abstract enabled(): Promise<AlertRule[]>;
  abstract change(id: number, patch: RulePatch, at: number): Promise<AlertRule | null>;
  abstract remove(id: number): Promise<boolean>;
}
