import { Injectable } from '@nestjs/common';
import type {
  NewReplyRecord,
  NewTicketRecord,
  Reply,
  Ticket,
  TicketDetail,
  TicketPatch,
} from '../../office/tickets/ticket.js';
import { resolvedAt, statusAfter } from '../../office/tickets/ticket.js';
import { type TicketFilter, TicketRepository } from '../../office/tickets/ticket.repository.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { Database } from '../typeorm/database.js';
import type { Tx } from '../typeorm/tx.js';
import { Where, assignments, insertedId, monthlyNumber, newest, requireCustomer, requireUser } from './rows.js';

type Numeric = number | string;
interface TicketRow {
  id: number;
  number: string;
  customer_id: number | null;
  customer_name: string | null;
  subject: string;
  description: string;
  priority: Ticket['priority'];
  status: Ticket['status'];
  category: string | null;
  assignee_id: number | null;
  user_id: number | null;
  created_at: Numeric;
  updated_at: Numeric;
  resolved_at: Numeric | null;
}
interface ReplyRow {
  id: number;
  ticket_id: number;
  user_id: number | null;
  message: string;
  is_internal: number;
  created_at: Numeric;
}

const COLUMNS = [
  ...(['customer_id', 'subject', 'description', 'priority', 'status', 'category'] as const),
  ...(['user_id', 'created_at', 'updated_at'] as const),
];
const SELECT = 'SELECT t.*, c.name AS customer_name FROM tickets t LEFT JOIN customers c ON c.id = t.customer_id';
const REPLY = ['ticket_id', 'user_id', 'message', 'is_internal', 'created_at'] as const;

@Injectable()
export class SqlTicketRepository extends TicketRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override create(ticket: NewTicketRecord, day: string): Promise<Ticket> {
    return this.db.write(async (tx) => {
      const { customerId, subject, description, priority, category, userId, createdAt } = ticket;
      if (customerId !== null) await requireCustomer(tx, customerId);
      const row = [customerId, subject, description, priority, 'open', category, userId, createdAt, createdAt];
      await tx.insert('tickets', COLUMNS, [row]);
      const id = await insertedId(tx, this.db.isSqlite);
      const number = await monthlyNumber(tx, 'TKT', day);
      await tx.run('UPDATE tickets SET number = ? WHERE id = ?', [number, id]);
      const made = await ticketIn(tx, id);
      if (!made) throw new Error(`ticket ${id} is not there`);
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

  override change(id: number, { assigneeId, ...patch }: TicketPatch, at: number): Promise<boolean> {
    return this.db.write(async (tx) => {
      const ticket = await ticketIn(tx, id);
      if (!ticket) return false;
      if (typeof assigneeId === 'number') await requireUser(tx, 'assignee_id', assigneeId);
      const { status } = patch;
      const { sql, params } = assignments({
        ...patch,
        assignee_id: assigneeId,
        resolved_at: status && resolvedAt(ticket, status, at),
        updated_at: at,
      });
      await tx.run(`UPDATE tickets SET ${sql} WHERE id = ?`, [...params, id]);
      return true;
    });
  }

  override reply(reply: NewReplyRecord): Promise<Reply | null> {
    return this.db.write(async (tx) => {
      const { ticketId, userId, message, isInternal, createdAt } = reply;
      const ticket = await ticketIn(tx, ticketId);
      if (!ticket) return null;
      const status = statusAfter(ticket.status, reply);
      const change = [status, resolvedAt(ticket, status, createdAt), createdAt, ticketId];
      await tx.run('UPDATE tickets SET status = ?, resolved_at = ?, updated_at = ? WHERE id = ?', change);
      await tx.insert('ticket_replies', REPLY, [[ticketId, userId, message, Number(isInternal), createdAt]]);
      return { ...reply, id: await insertedId(tx, this.db.isSqlite) };
    });
  }
}

async function ticketIn(tx: Tx, id: number): Promise<Ticket | null> {
  const [row] = await tx.all<TicketRow>(`${SELECT} WHERE t.id = ?`, [id]);
  return row ? toTicket(row) : null;
}

function whereOf({ customerId, status, priority, assigneeId, isOpen, isUnassigned }: TicketFilter): Where {
  const where = new Where()
    .and('t.customer_id = ?', customerId)
    .and('t.status = ?', status)
    .and('t.priority = ?', priority)
    .and('t.assignee_id = ?', assigneeId);
  if (isUnassigned !== undefined) where.and(`t.assignee_id IS ${isUnassigned ? '' : 'NOT '}NULL`);
  if (isOpen !== undefined) where.and(`t.status ${isOpen ? '' : 'NOT '}IN ('open', 'in_progress', 'waiting')`);
  return where;
}

const toTicket = (row: TicketRow): Ticket => ({
  id: row.id,
  number: row.number,
  customerId: row.customer_id,
  customerName: row.customer_name,
  subject: row.subject,
  description: row.description,
  priority: row.priority,
  status: row.status,
  category: row.category,
  assigneeId: row.assignee_id,
  userId: row.user_id,
  createdAt: Number(row.created_at),
  updatedAt: Number(row.updated_at),
  resolvedAt: row.resolved_at === null ? null : Number(row.resolved_at),
});

const toReply = (row: ReplyRow): Reply => ({
  id: row.id,
  ticketId: row.ticket_id,
  userId: row.user_id,
  message: row.message,
  isInternal: row.is_internal === 1,
  createdAt: Number(row.created_at),
});
