import { Injectable } from '@nestjs/common';
import { isTicketOpen } from '@signalbox/contracts/office/ticket-statuses';
import {
  type HearBy,
  type Heard,
  type Incoming,
  type ReplySms,
  TicketSmsRepository,
} from '../../office/tickets/ticket-sms.repository.js';
import { Database } from '../typeorm/database.js';
import { marks } from '../typeorm/marks.js';
import { unlessDuplicate } from '../typeorm/duplicate.js';
import type { Tx } from '../typeorm/tx.js';
import { REPLY, SELECT, type TicketRow, moveOn, toTicket } from './ticket-row.js';
import { insertTicket } from './ticket.repository.js';

type Numeric = number | string;
interface SmsRow {
  id: number;
  ticket_id: number;
  user_id: number;
  sms_to: string;
  message: string;
  created_at: Numeric;
}

/** The second condition is the index's own, which SQLite does not conclude from the first. */
const INCOMING =
  "SELECT seq, id, peer, created_at FROM messages WHERE status = 'received' AND status <> 'delivered' AND seq > ? " +
  'AND NOT EXISTS (SELECT 1 FROM ticket_messages WHERE message_id = messages.id) ORDER BY seq LIMIT ?';
const MAX_SUBJECT = 80;

@Injectable()
export class SqlTicketSmsRepository extends TicketSmsRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async reply(replyId: number): Promise<ReplySms | null> {
    const sql = 'SELECT * FROM ticket_replies WHERE id = ? AND sms_to IS NOT NULL AND user_id IS NOT NULL';
    const [row] = await this.db.read<SmsRow>(sql, [replyId]);
    if (!row) return null;
    const { id, ticket_id: ticketId, user_id: userId, sms_to: to, message: text } = row;
    return { replyId: id, ticketId, userId, to, text, createdAt: Number(row.created_at) };
  }

  override async note(replyId: number, outcome: { messageId: string } | { error: string }): Promise<void> {
    const { messageId, error } = { messageId: null, error: null, ...outcome };
    const sql = 'UPDATE ticket_replies SET message_id = ?, sms_error = ? WHERE id = ?';
    await this.db.write((tx) => tx.run(sql, [messageId, error?.slice(0, 200) ?? null, replyId]));
  }

  override async incoming(limit: number): Promise<Incoming[]> {
    const [cursor] = await this.db.read<{ seq: Numeric }>("SELECT seq FROM ticket_cursors WHERE name = 'incoming'");
    const rows = await this.db.read<{ seq: Numeric; id: string; peer: string; created_at: Numeric }>(INCOMING, [
      Number(cursor?.seq ?? 0),
      limit,
    ]);
    return rows.map(({ seq, id, peer, created_at }) => ({
      seq: Number(seq),
      id,
      from: peer,
      createdAt: Number(created_at),
    }));
  }

  override async known(numbers: readonly string[], orCustomers: boolean): Promise<ReadonlySet<string>> {
    if (numbers.length === 0) return new Set();
    const select = [
      `SELECT DISTINCT sms_to AS number FROM tickets WHERE sms_to IN (${marks(numbers)})`,
      ...(orCustomers ? [`SELECT DISTINCT phone AS number FROM customers WHERE phone IN (${marks(numbers)})`] : []),
    ];
    const found = await Promise.all(select.map((sql) => this.db.read<{ number: string }>(sql, [...numbers])));
    return new Set(found.flat().map(({ number }) => number));
  }

  override async text(messageId: string): Promise<string | null> {
    const [row] = await this.db.read<{ text: string }>('SELECT text FROM messages WHERE id = ?', [messageId]);
    return row?.text ?? null;
  }

  override hear(message: Incoming, text: string, by: HearBy): Promise<Heard | null> {
    return unlessDuplicate(null, () =>
      this.db.write(async (tx) => {
        const heard = (await this.answer(tx, message, text, by)) ?? (await this.open(tx, message, text, by));
        // Its key is why there is one reply or ticket of a message: a second one ends the transaction.
        if (heard) await tx.insert('ticket_messages', ['message_id', 'ticket_id'], [[message.id, heard.ticketId]]);
        return heard;
      }),
    );
  }

  override async passed(seq: number): Promise<void> {
    await this.db.write((tx) =>
      tx.run("UPDATE ticket_cursors SET seq = ? WHERE name = 'incoming' AND seq < ?", [seq, seq]),
    );
  }

  /** Into the ticket that its sender was last answered in. */
  private async answer(tx: Tx, { id, from, createdAt }: Incoming, text: string, by: HearBy): Promise<Heard | null> {
    const last = `${SELECT} WHERE t.sms_to = ? ORDER BY t.sms_at DESC, t.id DESC LIMIT 1`;
    const [row] = await tx.all<TicketRow>(last, [from]);
    const ticket = row && toTicket(row);
    if (!ticket || (!isTicketOpen(ticket.status) && (ticket.resolvedAt ?? 0) < by.overSince)) return null;
    await moveOn(tx, ticket, { userId: null, isInternal: false, createdAt }, by.sla);
    await tx.insert('ticket_replies', REPLY, [[ticket.id, null, text, 0, 1, null, id, createdAt]]);
    return { ticketId: ticket.id, isNew: false };
  }

  private async open(tx: Tx, { from, createdAt }: Incoming, text: string, by: HearBy): Promise<Heard | null> {
    if (!by.opensTicket) return null;
    const sql = 'SELECT id FROM customers WHERE phone = ? ORDER BY id DESC LIMIT 1';
    const [customer] = await tx.all<{ id: number }>(sql, [from]);
    if (!customer) return null;
    const subject = text.trim().replace(/\s+/gu, ' ').slice(0, MAX_SUBJECT).toWellFormed() || 'SMS';
    const record = { subject, description: text, priority: 'medium', category: 'sms', userId: null } as const;
    const { isSqlite } = this.db;
    const ticket = await insertTicket(tx, { ...record, customerId: customer.id, createdAt }, { ...by, isSqlite });
    await tx.run('UPDATE tickets SET sms_to = ?, sms_at = ? WHERE id = ?', [from, createdAt, ticket.id]);
    return { ticketId: ticket.id, isNew: true };
  }
}
