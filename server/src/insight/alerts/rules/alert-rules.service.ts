import { Injectable } from '@nestjs/common';
import { ALERT_KINDS, paramErrors, paramsOf } from '@signalbox/contracts/alert-kinds';
import type { AlertRuleChange, NewAlertRule } from '@signalbox/contracts/alerts';
import { SystemLogService } from '../../../access/logs/system-log.service.js';
import { Invalid, NotFound } from '../../../platform/common/errors.js';
import type { Principal } from '../../../platform/common/principal.js';
import type { Stretch } from '../../../platform/common/stretch.js';
import { AlertRepository } from '../alert.repository.js';
import type { AlertRule, RulePatch } from './alert-rule.js';
import { AlertRuleRepository } from './alert-rule.repository.js';
import { defaultRules } from './default-rules.js';

/** A rule with how many alerts are open of it. */
export type RuleInUse = AlertRule & { open: number };

/** What is watched. */
@Injectable()
export class AlertRulesService {
  constructor(
    private readonly rules: AlertRuleRepository,
    private readonly alerts: AlertRepository,
    private readonly log: SystemLogService,
  ) {}

  /** Those that came with the product, unless they were there once. */
  seed(): Promise<void> {
    return this.rules.seed(defaultRules(Date.now()));
  }

  enabled(): Promise<AlertRule[]> {
    return this.rules.enabled();
  }

  async list(stretch: Stretch): Promise<RuleInUse[]> {
    const rules = await this.rules.list(stretch);
    const open = await this.alerts.countsByRule();
    return rules.map((rule) => ({ ...rule, open: open.get(rule.id) ?? 0 }));
  }

  /** @throws NotFound */
  async get(id: number): Promise<RuleInUse> {
    const rule = await this.rules.find(id);
    if (!rule) throw new NotFound('alert rule', id);
    return { ...rule, open: (await this.alerts.countsByRule()).get(id) ?? 0 };
  }

  async create(request: NewAlertRule, by: Principal): Promise<RuleInUse> {
    const rule = await this.rules.create({ ...ruleOf(request), builtIn: null, createdAt: Date.now() });
    this.note('created', rule, by);
    return { ...rule, open: 0 };
  }

  /** @throws NotFound; Invalid */
  async change(id: number, change: AlertRuleChange, by: Principal): Promise<RuleInUse> {
    const { kind, params } = await this.get(id);
    const errors = paramErrors(kind, change.params ?? {});
    if (errors.length > 0) throw new Invalid(errors.map(([name, message]) => ({ field: `params.${name}`, message })));
    const { for_seconds: forSeconds, repeat_minutes: repeatMinutes, ...rest } = change;
    const patch: RulePatch = { ...rest, forSeconds, repeatMinutes };
    if (change.params) patch.params = paramsOf(kind, { ...params, ...change.params });
    const rule = await this.rules.change(id, patch, Date.now());
    if (!rule) throw new NotFound('alert rule', id);
    this.note('changed', rule, by);
    return this.get(id);
  }

  /** What is open of it is resolved by the next evaluation. @throws NotFound */
  async remove(id: number, by: Principal): Promise<void> {
    const rule = await this.get(id);
    await this.rules.remove(id);
    this.note('removed', rule, by);
  }

  private note(what: string, { id, name }: AlertRule, { userId }: Principal): void {
    this.log.record({ action: `alert_rule.${what}`, details: `alert rule ${id} "${name}"`, status: 'ok', userId });
  }
}

/** A rule as it was asked for, with what is usual for its kind. */
export function ruleOf(request: NewAlertRule): Omit<AlertRule, 'id' | 'updatedAt' | 'builtIn' | 'createdAt'> {
  const { kind, for_seconds: forSeconds, repeat_minutes: repeatMinutes, params, severity, ...rest } = request;
  const usual = ALERT_KINDS[kind];
  return {
    ...rest,
    kind,
    params: paramsOf(kind, params),
    forSeconds: forSeconds ?? usual.forMinutes * 60,
    severity: severity ?? usual.severity,
    repeatMinutes,
  };
}
