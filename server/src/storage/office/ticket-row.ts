import { type Reply, type Said, type Ticket, resolvedAt, statusAfter } from '../../office/tickets/ticket.js';
import { type Sla, type TicketClock, clockAfter, nextDueOf } from '../../office/tickets/ticket-clock.js';
import type { SqlValue, Tx } from '../typeorm/tx.js';
import { assignments } from './rows.js';
import { tellReplied } from './told.js';

type Numeric = number | string;
export interface TicketRow {
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
  clock_spent: Numeric;
  clock_since: Numeric | null;
  responded_at: Numeric | null;
  response_due_at: Numeric | null;
  resolution_due_at: Numeric | null;
  response_breached_at: Numeric | null;
  resolution_breached_at: Numeric | null;
}
export interface ReplyRow {
  id: number;
  ticket_id: number;
  user_id: number | null;
  message: string;
  is_internal: number;
  by_sms: number;
  sms_to: string | null;
  message_id: string | null;
  sms_error: string | null;
  created_at: Numeric;
}

export const SELECT =
  'SELECT t.*, c.name AS customer_name FROM tickets t LEFT JOIN customers c ON c.id = t.customer_id';
export const REPLY = ['ticket_id', 'user_id', 'message', 'is_internal', 'by_sms', 'sms_to', 'message_id', 'created_at'];

export async function ticketIn(tx: Tx, id: number): Promise<Ticket | null> {
  const [row] = await tx.all<TicketRow>(`${SELECT} WHERE t.id = ?`, [id]);
  return row ? toTicket(row) : null;
}

/** What a reply makes of its ticket. @param more columns that it sets as well */
export async function moveOn(
  tx: Tx,
  ticket: Ticket,
  reply: Said & Pick<Reply, 'createdAt'>,
  sla: Sla,
  more: Record<string, SqlValue> = {},
): Promise<void> {
  const { userId, isInternal, createdAt: at } = reply;
  const status = statusAfter(ticket.status, reply);
  const responds = userId !== null && !isInternal;
  const clock = clockAfter(ticket.clock, { status, priority: ticket.priority, at, responds }, sla);
  const resolved = resolvedAt(ticket, status, at);
  const { sql, params } = assignments({
    status,
    resolved_at: resolved,
    updated_at: at,
    ...clockColumns(clock),
    ...more,
  });
  await tx.run(`UPDATE tickets SET ${sql} WHERE id = ?`, [...params, ticket.id]);
  await tellReplied(tx, ticket, reply);
}

export const clockColumns = (clock: TicketClock): Record<string, SqlValue> => ({
  clock_spent: clock.spent,
  clock_since: clock.since,
  responded_at: clock.respondedAt,
  response_due_at: clock.responseDueAt,
  resolution_due_at: clock.resolutionDueAt,
  response_breached_at: clock.responseBreachedAt,
  resolution_breached_at: clock.resolutionBreachedAt,
  next_due_at: nextDueOf(clock),
});

const numberOrNull = (value: Numeric | null): number | null => (value === null ? null : Number(value));

export const toTicket = (row: TicketRow): Ticket => ({
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
  resolvedAt: numberOrNull(row.resolved_at),
  clock: {
    spent: Number(row.clock_spent),
    since: numberOrNull(row.clock_since),
    respondedAt: numberOrNull(row.responded_at),
    responseDueAt: numberOrNull(row.response_due_at),
    resolutionDueAt: numberOrNull(row.resolution_due_at),
    responseBreachedAt: numberOrNull(row.response_breached_at),
    resolutionBreachedAt: numberOrNull(row.resolution_breached_at),
  },
});

export const toReply = (row: ReplyRow): Reply => ({
  id: row.id,
  ticketId: row.ticket_id,
  userId: row.user_id,
  message: row.message,
  isInternal: row.is_internal === 1,
  sms: row.by_sms === 1 ? { to: row.sms_to, messageId: row.message_id, error: row.sms_error } : null,
  createdAt: Number(row.created_at),
});
