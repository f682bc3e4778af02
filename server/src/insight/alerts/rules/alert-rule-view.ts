import type { AlertRule } from '@signalbox/contracts/alerts';
import { isoTime } from '../../../platform/common/clock.js';
import type { RuleInUse } from './alert-rules.service.js';

export const toRuleView = (rule: RuleInUse): AlertRule => ({
  id: rule.id,
  name: rule.name,
  kind: rule.kind,
  params: rule.params,
  subjects: [...rule.subjects],
  for_seconds: rule.forSeconds,
  severity: rule.severity,
  labels: rule.labels,
  repeat_minutes: rule.repeatMinutes,
  enabled: rule.enabled,
  built_in: rule.builtIn !== null,
  open: rule.open,
  created_at: isoTime(rule.createdAt),
  updated_at: isoTime(rule.updatedAt),
});
