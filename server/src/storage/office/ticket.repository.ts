import { Injectable } from '@nestjs/common';
import {
  type NewReplyRecord,
  type NewTicketRecord,
  type Reply,
  SMS_KIND,
  type Ticket,
  type TicketDetail,
  type TicketPatch,
  resolvedAt,
} from '../../office/tickets/ticket.js';
import { NO_CLOCK, type Sla, clockAfter, flaggedAt } from '../../office/tickets/ticket-clock.js';
import { type TicketFilter, TicketRepository } from '../../office/tickets/ticket.repository.js';
import { NotFound } from '../../platform/common/errors.js';
import { onceKey } from '../../platform/common/idempotency/once.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { OPEN_STATUSES } from '../insight/open-tickets.js';
import { putOutbox } from '../platform/outbox.js';
import { Database } from '../typeorm/database.js';
import type { Tx } from '../typeorm/tx.js';
import { once } from './once.js';
import { Where, assignments, insertedId, monthlyNumber, newest, requireCustomer, requireUser } from './rows.js';
import { tellOpened } from './told.js';
import {
  REPLY,
  type ReplyRow,
  type TicketRow,
  clockColumns,
  moveOn,
  SELECT,
  ticketIn,
  toReply,
  toTicket,
} from './ticket-row.js';

type Numeric = number | string;

@Injectable()
export class SqlTicketRepository extends TicketRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override create(ticket: NewTicketRecord, day: string, sla: Sla): Promise<Ticket> {
    const key = onceKey('ticket');
    return this.db.write(async (tx) => {
      const make = () => insertTicket(tx, ticket, { day, sla, isSqlite: this.db.isSqlite });
      const id = await once(tx, key, async () => (await make()).id);
      const made = await ticketIn(tx, id);
      if (!made) throw new NotFound('ticket', id);
      return made;
    });
  }

  override async find(id: number): Promise<TicketDetail | null> {
    const [row] = await this.db.read<TicketRow>(`${SELECT} WHERE t.id = ?`, [id]);
    if (!row) return null;
    const replies = await this.db.read<ReplyRow>('SELECT * FROM ticket_replies WHERE ticket_id = ? ORDER BY id', [id]);
    return { ...toTicket(row), replies: replies.map(toReply) };
  }

  override async list(filter: TicketFilter, stretch: Stretch): Promise<Ticket[]> {
    const { sql, params } = newest(whereOf(filter), stretch, 't.id');
    return (await this.db.read<TicketRow>(`${SELECT}${sql}`, params)).map(toTicket);
  }

  override async count(filter: TicketFilter): Promise<number> {
    const { sql, params } = whereOf(filter);
    const [row] = await this.db.readLong<{ many: Numeric }>(`SELECT COUNT(*) AS many FROM tickets t${sql}`, params);
    return Number(row?.many);
  }

  override change(id: number, { assigneeId, ...patch }: TicketPatch, at: number, sla: Sla): Promise<boolean> {
    return this.db.write(async (tx) => {
      const ticket = await ticketIn(tx, id);
      if (!ticket) return false;
      if (typeof assigneeId === 'number') await requireUser(tx, 'assignee_id', assigneeId);
      const { status = ticket.status, priority = ticket.priority } = patch;
      const { sql, params } = assignments({
        ...patch,
        ...clockColumns(clockAfter(ticket.clock, { status, priority, at, responds: false }, sla)),
        assignee_id: assigneeId,
        resolved_at: patch.status && resolvedAt(ticket, status, at),
        updated_at: at,
      });
      await tx.run(`UPDATE tickets SET ${sql} WHERE id = ?`, [...params, id]);
      return true;
    });
  }

  override reply(reply: NewReplyRecord, sla: Sla, smsBy?: number): Promise<Reply | null> {
    const key = onceKey('ticket-reply');
    return this.db.write(async (tx) => {
      const ticket = await ticketIn(tx, reply.ticketId);
      if (!ticket) return null;
      const id = await once(tx, key, () => this.insertReply(tx, ticket, reply, sla, smsBy));
      const [row] = await tx.all<ReplyRow>('SELECT * FROM ticket_replies WHERE id = ?', [id]);
      return row ? toReply(row) : null;
    });
  }

  private async insertReply(tx: Tx, ticket: Ticket, reply: NewReplyRecord, sla: Sla, smsBy?: number): Promise<number> {
    const { smsTo = null, ticketId, userId, message, isInternal, createdAt } = reply;
    const isBySms = smsTo !== null;
    const said = { userId, isInternal, createdAt, bySms: isBySms };
    await moveOn(tx, ticket, said, sla, isBySms ? { sms_to: smsTo, sms_at: createdAt } : {});
    const row = [ticketId, userId, message, Number(isInternal), Number(isBySms), smsTo, null, createdAt];
    await tx.insert('ticket_replies', REPLY, [row]);
    const id = await insertedId(tx, this.db.isSqlite);
    if (isBySms) {
      const payload = { reply_id: id, ticket_id: ticketId };
      await putOutbox(tx, { kind: SMS_KIND, topic: `reply ${id}`, payload, deadline: smsBy ?? createdAt });
    }
    return id;
  }

  override async flag(at: number, limit: number): Promise<number> {
    const due = 'SELECT id FROM tickets WHERE next_due_at <= ? ORDER BY next_due_at LIMIT ?';
    const rows = await this.db.read<{ id: number }>(due, [at, limit]);
    if (rows.length === 0) return 0;
    await this.db.write(async (tx) => {
      for (const { id } of rows) {
        const ticket = await ticketIn(tx, id);
        if (!ticket) continue;
        const { sql, params } = assignments(clockColumns(flaggedAt(ticket.clock, at)));
        await tx.run(`UPDATE tickets SET ${sql} WHERE id = ?`, [...params, id]);
      }
    });
    return rows.length;
  }

  override async begin(at: number, sla: Sla, limit: number): Promise<number> {
    const rows = await this.db.read<{ id: number }>(
      `SELECT id FROM tickets WHERE status IN ('open', 'in_progress') AND clock_since IS NULL LIMIT ?`,
      [limit],
    );
    if (rows.length === 0) return 0;
    await this.db.write(async (tx) => {
      for (const { id } of rows) await beginClock(tx, id, at, sla);
    });
    return rows.length;
  }
}

/** What was answered before there were clocks is answered. */
async function beginClock(tx: Tx, id: number, at: number, sla: Sla): Promise<void> {
  const ticket = await ticketIn(tx, id);
  if (!ticket || ticket.clock.since !== null) return;
  const [first] = await tx.all<{ at: Numeric | null }>(
    'SELECT MIN(created_at) AS at FROM ticket_replies WHERE ticket_id = ? AND user_id IS NOT NULL AND is_internal = 0',
    [id],
  );
  const { status, priority, clock } = ticket;
  const answeredAt = first?.at ?? null;
  const respondedAt = clock.respondedAt ?? (answeredAt === null ? null : Number(answeredAt));
  const begun = clockAfter({ ...clock, respondedAt }, { status, priority, at, responds: false }, sla);
  const { sql, params } = assignments(clockColumns(begun));
  await tx.run(`UPDATE tickets SET ${sql} WHERE id = ? AND status = ? AND clock_since IS NULL`, [
    ...params,
    id,
    status,
  ]);
}

/** A new ticket, within a transaction; its number is drawn last. */
export async function insertTicket(
  tx: Tx,
  ticket: NewTicketRecord,
  { day, sla, isSqlite }: { day: string; sla: Sla; isSqlite: boolean },
): Promise<Ticket> {
  const { customerId, subject, description, priority, category, userId, createdAt } = ticket;
  if (customerId !== null) await requireCustomer(tx, customerId);
  const clock = clockAfter(NO_CLOCK, { status: 'open', priority, at: createdAt, responds: false }, sla);
  const row = {
    ...{ customer_id: customerId, subject, description, priority, status: 'open', category, user_id: userId },
    ...{ created_at: createdAt, updated_at: createdAt, ...clockColumns(clock) },
  };
  await tx.insert('tickets', Object.keys(row), [Object.values(row)]);
  const id = await insertedId(tx, isSqlite);
  const number = await monthlyNumber(tx, 'TKT', day);
  await tx.run('UPDATE tickets SET number = ? WHERE id = ?', [number, id]);
  const made = await ticketIn(tx, id);
  if (!made) throw new Error(`ticket ${id} is not there`);
  await tellOpened(tx, made, createdAt);
  return made;
}

/** What is broken, and what is by a moment and was not written down yet. */
const BREACHED =
  '(response_breached_at IS NOT NULL OR resolution_breached_at IS NOT NULL OR COALESCE(next_due_at, ?) <= ?)';

function whereOf({ customerId, status, priority, assigneeId, isOpen, isUnassigned, breached }: TicketFilter): Where {
  const where = new Where()
    .and('t.customer_id = ?', customerId)
    .and('t.status = ?', status)
    .and('t.priority = ?', priority)
    .and('t.assignee_id = ?', assigneeId);
  if (isUnassigned !== undefined) where.and(`t.assignee_id IS ${isUnassigned ? '' : 'NOT '}NULL`);
  if (isOpen !== undefined) where.and(`t.status ${isOpen ? '' : 'NOT '}IN (${OPEN_STATUSES})`);
  if (!breached) return where;
  return where.and(breached.is ? BREACHED : `NOT ${BREACHED}`, breached.at + 1, breached.at);
}
