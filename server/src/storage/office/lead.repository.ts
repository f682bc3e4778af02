import { Injectable } from '@nestjs/common';
import {
  type Lead,
  type LeadPatch,
  type NewLeadRecord,
  customerFrom,
  requireReachable,
} from '../../office/leads/lead.js';
import { type LeadFilter, LeadRepository, type Stage } from '../../office/leads/lead.repository.js';
import { NotFound } from '../../platform/common/errors.js';
import { onceKey } from '../../platform/common/idempotency/once.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { Database } from '../typeorm/database.js';
import type { SqlValue, Tx } from '../typeorm/tx.js';
import { insertCustomer } from './customer.repository.js';
import { requireChanged, unlessStale } from './guard.js';
import { once } from './once.js';
import { Where, assignments, insertedId, newest, requireUser } from './rows.js';

type Numeric = number | string;
interface LeadRow {
  id: number;
  name: string;
  email: string | null;
  phone: string | null;
  company: string | null;
  source: string | null;
  status: Lead['status'];
  notes: string | null;
  owner_id: number | null;
  next_step: string | null;
  next_step_on: string | null;
  customer_id: number | null;
  created_at: Numeric;
  updated_at: Numeric;
}

const SELECT = 'SELECT * FROM leads';
const OVERDUE = "(next_step_on < ? AND status NOT IN ('won', 'lost'))";
const CONVERT = "UPDATE leads SET status = 'won', customer_id = ?, updated_at = ? WHERE id = ? AND customer_id IS NULL";

@Injectable()
export class SqlLeadRepository extends LeadRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override create(lead: NewLeadRecord): Promise<Lead> {
    const key = onceKey('lead');
    return this.db.write(async (tx) => {
      const id = await once(tx, key, () => this.insert(tx, lead));
      const [row] = await tx.all<LeadRow>(`${SELECT} WHERE id = ?`, [id]);
      if (!row) throw new NotFound('lead', id);
      return toLead(row);
    });
  }

  private async insert(tx: Tx, lead: NewLeadRecord): Promise<number> {
    if (lead.ownerId !== null) await requireUser(tx, 'owner_id', lead.ownerId);
    const row = { ...columnsOf(lead), created_at: lead.createdAt, updated_at: lead.createdAt };
    await tx.insert('leads', Object.keys(row), [Object.values(row)]);
    return insertedId(tx, this.db.isSqlite);
  }

  override async find(id: number): Promise<Lead | null> {
    const [row] = await this.db.read<LeadRow>(`${SELECT} WHERE id = ?`, [id]);
    return row ? toLead(row) : null;
  }

  override async list(filter: LeadFilter, stretch: Stretch): Promise<Lead[]> {
    const { sql, params } = newest(whereOf(filter), stretch);
    return (await this.db.read<LeadRow>(`${SELECT}${sql}`, params)).map(toLead);
  }

  override async count(filter: LeadFilter): Promise<number> {
    const { sql, params } = whereOf(filter);
    const [row] = await this.db.readLong<{ many: Numeric }>(`SELECT COUNT(*) AS many FROM leads${sql}`, params);
    return Number(row?.many);
  }

  override change(id: number, patch: LeadPatch, at: number): Promise<Lead | null> {
    return this.db.write(async (tx) => {
      const before = await leadIn(tx, id);
      if (!before) return null;
      const after: Lead = { ...before, ...patch, updatedAt: at };
      requireReachable(after);
      if (typeof patch.ownerId === 'number') await requireUser(tx, 'owner_id', patch.ownerId);
      const { sql, params } = assignments({ ...columnsOf(after), updated_at: at });
      await tx.run(`UPDATE leads SET ${sql} WHERE id = ?`, [...params, id]);
      return after;
    });
  }

  override async stages(ownerId: number | undefined, on: string): Promise<Stage[]> {
    const { sql, params } = new Where().and('owner_id = ?', ownerId);
    const rows = await this.db.readLong<{ status: Lead['status']; many: Numeric; late: Numeric }>(
      `SELECT status, COUNT(*) AS many, SUM(CASE WHEN ${OVERDUE} THEN 1 ELSE 0 END) AS late FROM leads${sql} GROUP BY status`,
      [on, ...params],
    );
    return rows.map(({ status, many, late }) => ({ status, count: Number(many), overdue: Number(late) }));
  }

  override convert(id: number, at: number): Promise<{ customerId: number; isNew: boolean }> {
    return unlessStale(() =>
      this.db.write(async (tx) => {
        const lead = await leadIn(tx, id);
        if (!lead) throw new NotFound('lead', id);
        if (lead.customerId !== null) return { customerId: lead.customerId, isNew: false };
        // The account number is drawn in it; what follows takes no time.
        const customer = await insertCustomer(tx, customerFrom(lead, at), this.db.isSqlite);
        requireChanged(await tx.run(CONVERT, [customer.id, at, id]));
        return { customerId: customer.id, isNew: true };
      }),
    );
  }
}

async function leadIn(tx: Tx, id: number): Promise<Lead | null> {
  const [row] = await tx.all<LeadRow>(`${SELECT} WHERE id = ?`, [id]);
  return row ? toLead(row) : null;
}

function whereOf({ status, ownerId, source, overdue }: LeadFilter): Where {
  const where = new Where().and('status = ?', status).and('owner_id = ?', ownerId).and('source = ?', source);
  if (!overdue) return where;
  return where.and(overdue.is ? OVERDUE : `NOT (next_step_on IS NOT NULL AND ${OVERDUE})`, overdue.on);
}

/** What people may write of a lead, by its columns. */
const columnsOf = (lead: Omit<NewLeadRecord, 'createdAt'>): Record<string, SqlValue> => ({
  name: lead.name,
  email: lead.email,
  phone: lead.phone,
  company: lead.company,
  source: lead.source,
  status: lead.status,
  notes: lead.notes,
  owner_id: lead.ownerId,
  next_step: lead.nextStep,
  next_step_on: lead.nextStepOn,
});

const toLead = (row: LeadRow): Lead => ({
  id: row.id,
  name: row.name,
  email: row.email,
  phone: row.phone,
  company: row.company,
  source: row.source,
  status: row.status,
  notes: row.notes,
  ownerId: row.owner_id,
  nextStep: row.next_step,
  nextStepOn: row.next_step_on,
  customerId: row.customer_id,
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
});
