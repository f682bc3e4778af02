import { Injectable } from '@nestjs/common';
import type { AlertRule, NewRuleRecord, RulePatch } from '../../insight/alerts/rules/alert-rule.js';
import { AlertRuleRepository } from '../../insight/alerts/rules/alert-rule.repository.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { Where, assignments, insertedId, newest } from '../office/rows.js';
import { Database } from '../typeorm/database.js';
import type { SqlValue } from '../typeorm/tx.js';

interface RuleRow {
  id: number;
  name: string;
  kind: AlertRule['kind'];
  params: string;
  subjects: string;
  for_seconds: number;
  severity: AlertRule['severity'];
  labels: string;
  repeat_minutes: number;
  enabled: number;
  built_in: string | null;
  created_at: number | string;
  updated_at: number | string;
}

const THERE = 'removed_at IS NULL';

@Injectable()
export class SqlAlertRuleRepository extends AlertRuleRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override create(rule: NewRuleRecord): Promise<AlertRule> {
    return this.db.write(async (tx) => {
      const row = newRow(rule);
      await tx.insert('alert_rules', Object.keys(row), [Object.values(row)]);
      return { ...rule, id: await insertedId(tx, this.db.isSqlite), updatedAt: rule.createdAt };
    });
  }

  override async seed(rules: readonly NewRuleRecord[]): Promise<void> {
    const rows = rules.map(newRow);
    const [first] = rows;
    if (!first) return;
    const values = rows.map((row) => Object.values(row));
    await this.db.write((tx) => tx.insert('alert_rules', Object.keys(first), values, { ignore: true }));
  }

  override async find(id: number): Promise<AlertRule | null> {
    const [row] = await this.db.read<RuleRow>(`SELECT * FROM alert_rules WHERE id = ? AND ${THERE}`, [id]);
    return row ? toRule(row) : null;
  }

  override async list(stretch: Stretch): Promise<AlertRule[]> {
    const { sql, params } = newest(new Where().and(THERE), stretch);
    return (await this.db.read<RuleRow>(`SELECT * FROM alert_rules${sql}`, params)).map(toRule);
  }

  override async enabled(): Promise<AlertRule[]> {
    return (await this.db.read<RuleRow>(`SELECT * FROM alert_rules WHERE enabled = 1 AND ${THERE}`)).map(toRule);
  }

  override async change(id: number, patch: RulePatch, at: number): Promise<AlertRule | null> {
    const { sql, params } = assignments({ ...columnsOf(patch), updated_at: at });
    await this.db.write((tx) => tx.run(`UPDATE alert_rules SET ${sql} WHERE id = ? AND ${THERE}`, [...params, id]));
    return this.find(id);
  }

  override async remove(id: number): Promise<boolean> {
    const sql = `UPDATE alert_rules SET removed_at = ?, enabled = 0 WHERE id = ? AND ${THERE}`;
    return (await this.db.write((tx) => tx.run(sql, [Date.now(), id]))) === 1;
  }
}

const json = (value: unknown): string | undefined => (value === undefined ? undefined : JSON.stringify(value));

const columnsOf = (patch: RulePatch): Record<string, SqlValue | undefined> => ({
  name: patch.name,
  params: json(patch.params),
  subjects: json(patch.subjects),
  for_seconds: patch.forSeconds,
  severity: patch.severity,
  labels: json(patch.labels),
  repeat_minutes: patch.repeatMinutes,
  enabled: patch.enabled === undefined ? undefined : Number(patch.enabled),
});

const newRow = (rule: NewRuleRecord): Record<string, SqlValue> => ({
  ...(columnsOf(rule) as Record<string, SqlValue>),
  kind: rule.kind,
  built_in: rule.builtIn,
  created_at: rule.createdAt,
  updated_at: rule.createdAt,
});

const toRule = (row: RuleRow): AlertRule => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  params: JSON.parse(row.params) as AlertRule['params'],
  subjects: JSON.parse(row.subjects) as string[],
  forSeconds: row.for_seconds,
  severity: row.severity,
  labels: JSON.parse(row.labels) as AlertRule['labels'],
  repeatMinutes: row.repeat_minutes,
  enabled: row.enabled === 1,
  builtIn: row.built_in,
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
});
