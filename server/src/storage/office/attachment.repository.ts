import { Injectable } from '@nestjs/common';
import type { Attachment, NewAttachmentRecord } from '../../office/attachments/attachment.js';
import { AttachmentRepository } from '../../office/attachments/attachment.repository.js';
import { Conflict, NotFound } from '../../platform/common/errors.js';
import { onceKey } from '../../platform/common/idempotency/once.js';
import { Database } from '../typeorm/database.js';
import { doneBefore, once } from './once.js';
import { insertedId } from './rows.js';

interface AttachmentRow {
  id: number;
  ticket_id: number;
  name: string;
  type: string;
  size: number;
  is_internal: number;
  user_id: number | null;
  created_at: number | string;
}

/** Others' writes come in between. */
const PART = 256 * 1024;
const COLUMNS = ['ticket_id', 'name', 'type', 'size', 'is_internal', 'user_id', 'created_at'];
const WHOLE = 'is_whole = 1';

@Injectable()
export class SqlAttachmentRepository extends AttachmentRepository {
  constructor(private readonly db: Database) {
    super();
  }

  override async add(attachment: NewAttachmentRecord, content: Uint8Array, most: number): Promise<Attachment> {
    const key = onceKey('ticket-file');
    const [id, isKept] = await this.begin(attachment, most, key);
    if (isKept) return this.kept(attachment.ticketId, id);
    for (let nth = 0; nth * PART < content.length; nth++) {
      const part = content.subarray(nth * PART, (nth + 1) * PART);
      await this.db.write((tx) =>
        tx.insert('ticket_attachment_parts', ['attachment_id', 'nth', 'data'], [[id, nth, part]]),
      );
    }
    const whole = await this.db.write((tx) =>
      once(tx, key, async () => {
        await tx.run('UPDATE ticket_attachments SET is_whole = 1 WHERE id = ?', [id]);
        return id;
      }),
    );
    if (whole === id) return { ...attachment, id };
    // Another try was faster: this one's parts are nobody's.
    await this.drop('id = ? AND is_whole = 0', id, [id]);
    return this.kept(attachment.ticketId, whole);
  }

  /** @throws NotFound when it was removed since */
  private async kept(ticketId: number, id: number): Promise<Attachment> {
    const attachment = await this.find(ticketId, id);
    if (!attachment) throw new NotFound('attachment', id);
    return attachment;
  }

  override async list(ticketId: number): Promise<Attachment[]> {
    const sql = `SELECT * FROM ticket_attachments WHERE ticket_id = ? AND ${WHOLE} ORDER BY id`;
    return (await this.db.read<AttachmentRow>(sql, [ticketId])).map(toAttachment);
  }

  override async find(ticketId: number, id: number): Promise<Attachment | null> {
    const sql = `SELECT * FROM ticket_attachments WHERE id = ? AND ticket_id = ? AND ${WHOLE}`;
    const [row] = await this.db.read<AttachmentRow>(sql, [id, ticketId]);
    return row ? toAttachment(row) : null;
  }

  override async content(id: number): Promise<Buffer> {
    const sql = 'SELECT data FROM ticket_attachment_parts WHERE attachment_id = ? ORDER BY nth';
    const parts = await this.db.read<{ data: Uint8Array }>(sql, [id]);
    return Buffer.concat(parts.map(({ data }) => data));
  }

  override remove(ticketId: number, id: number): Promise<boolean> {
    return this.drop(`id = ? AND ticket_id = ? AND ${WHOLE}`, id, [id, ticketId]);
  }

  override async sweep(before: number): Promise<number> {
    const sql = 'SELECT id FROM ticket_attachments WHERE is_whole = 0 AND created_at < ? LIMIT 50';
    const rows = await this.db.read<{ id: number }>(sql, [before]);
    for (const { id } of rows) await this.drop('id = ? AND is_whole = 0', id, [id]);
    return rows.length;
  }

  /** Its row, or the whole one of an earlier try, of which only the answer was lost: that one counts among the most, too. */
  private begin(
    attachment: NewAttachmentRecord,
    most: number,
    key: string | undefined,
  ): Promise<[id: number, isKept: boolean]> {
    const { ticketId, name, type, size, isInternal, userId, createdAt } = attachment;
    return this.db.write(async (tx) => {
      const earlier = await doneBefore(tx, key);
      if (earlier !== null) return [earlier, true];
      const tickets = await tx.all('SELECT id FROM tickets WHERE id = ?', [ticketId]);
      if (tickets.length === 0) throw new NotFound('ticket', ticketId);
      const there = await tx.all('SELECT id FROM ticket_attachments WHERE ticket_id = ?', [ticketId]);
      if (there.length >= most) throw new Conflict(`The ticket has ${most} files: as many as it may have.`);
      const row = [ticketId, name, type, size, Number(isInternal), userId, createdAt];
      await tx.insert('ticket_attachments', COLUMNS, [row]);
      return [await insertedId(tx, this.db.isSqlite), false];
    });
  }

  /** With all of its parts, or not at all. */
  private drop(where: string, id: number, params: number[]): Promise<boolean> {
    return this.db.write(async (tx) => {
      const gone = await tx.run(`DELETE FROM ticket_attachments WHERE ${where}`, params);
      if (gone === 1) await tx.run('DELETE FROM ticket_attachment_parts WHERE attachment_id = ?', [id]);
      return gone === 1;
    });
  }
}

const toAttachment = (row: AttachmentRow): Attachment => ({
  id: row.id,
  ticketId: row.ticket_id,
  name: row.name,
  type: row.type,
  size: row.size,
  isInternal: row.is_internal === 1,
  userId: row.user_id,
  createdAt: Number(row.created_at),
});
