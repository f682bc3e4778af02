import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { NewAttachmentRecord } from '../../src/office/attachments/attachment.js';
import { AttachmentRepository } from '../../src/office/attachments/attachment.repository.js';
import { CannedReplyRepository } from '../../src/office/canned-replies/canned-reply.repository.js';
import { TicketRepository } from '../../src/office/tickets/ticket.repository.js';
import { Conflict, NotFound } from '../../src/platform/common/errors.js';
import { forRequest } from '../../src/platform/common/idempotency/once.js';
import { Database } from '../../src/storage/typeorm/database.js';
import { NOON } from '../messages.js';
import { SLA } from './desk.contract.js';
import type { OpenStorage, Storage } from './storage.js';

/** What every adapter of files with tickets, and of answers that are given often, must do alike. */
export function deskFilesContract(open: OpenStorage): void {
  let storage: Storage;
  let attachments: AttachmentRepository;
  let replies: CannedReplyRepository;

  beforeAll(async () => {
    storage = await open();
    attachments = storage.get(AttachmentRepository);
    replies = storage.get(CannedReplyRepository);
  });
  afterAll(() => storage?.close());

  async function record(fields: Partial<NewAttachmentRecord> = {}): Promise<NewAttachmentRecord> {
    const what = { subject: 'x', description: 'x', priority: 'low', category: null } as const;
    const made = { ...what, customerId: null, userId: null, createdAt: NOON };
    const { id: ticketId } = await storage.get(TicketRepository).create(made, '2024-01-15', SLA);
    const file = { name: 'plän.pdf', type: 'application/pdf', size: 3, isInternal: true, userId: 7, createdAt: NOON };
    return { ticketId, ...file, ...fields };
  }
  const parts = (id: number) => storage.rows('SELECT nth FROM ticket_attachment_parts WHERE attachment_id = ?', [id]);

  it.each([1, 256 * 1024, 256 * 1024 + 1, 3_000_000])('keeps a file of %i octets as it is', async (size) => {
    const content = randomBytes(size);
    const file = await record({ size });
    const made = await attachments.add(file, content, 20);
    expect(made).toEqual({ ...file, id: made.id });
    expect(await attachments.find(file.ticketId, made.id)).toEqual(made);
    expect((await attachments.content(made.id)).equals(content)).toBe(true);
    expect(await parts(made.id)).toHaveLength(Math.ceil(size / (256 * 1024)));
  });

  it('lists the files of a ticket, as many as it may have, and none of another', async () => {
    const file = await record();
    const tried = await Promise.allSettled([1, 2, 3, 4, 5].map((nth) => attachments.add(file, Buffer.from([nth]), 3)));
    const made = tried.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    const refused = tried.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
    expect([made.length, refused.length]).toEqual([3, 2]);
    expect(refused[0]).toBeInstanceOf(Conflict);
    expect((await attachments.list(file.ticketId)).map(({ id }) => id)).toEqual(made.map(({ id }) => id));
    const [first] = made;
    expect(await attachments.find(file.ticketId + 1, first?.id ?? 0)).toBeNull();
    await expect(attachments.add({ ...file, ticketId: 999_999 }, Buffer.from('x'), 3)).rejects.toThrow(NotFound);
    expect(await attachments.remove(file.ticketId + 1, first?.id ?? 0)).toBe(false);
    expect(await attachments.remove(file.ticketId, first?.id ?? 0)).toBe(true);
    expect(await attachments.remove(file.ticketId, first?.id ?? 0)).toBe(false);
    expect(await parts(first?.id ?? 0)).toEqual([]);
  });

  it('keeps a file once for a request that comes again under its key, also beside the first, until it is removed', async () => {
    const file = await record();
    const request = { scope: `ticket ${file.ticketId}`, since: NOON, bodyHash: 'x', status: null, answer: null };
    const add = (most: number) => forRequest(request, () => attachments.add(file, Buffer.from('abc'), most));
    const [one, beside] = await Promise.all([add(20), add(20)]);
    expect([beside, await add(1)]).toEqual([one, one]);
    expect(await attachments.list(file.ticketId)).toEqual([one]);
    const rows = await storage.rows('SELECT id FROM ticket_attachments WHERE ticket_id = ?', [file.ticketId]);
    expect(rows).toEqual([{ id: one?.id }]);
    expect(await attachments.add(file, Buffer.from('abc'), 20)).not.toEqual(one);
    await attachments.remove(file.ticketId, one?.id ?? 0);
    await expect(add(20)).rejects.toThrow(NotFound);
  });

  it('shows no file that was cut off, and sweeps it away', async () => {
    const file = await record({ createdAt: NOON + 5 });
    const { id } = await attachments.add(file, Buffer.from('abc'), 20);
    const db = storage.get(Database);
    await db.write((tx) => tx.run('UPDATE ticket_attachments SET is_whole = 0 WHERE id = ?', [id]));
    expect(await attachments.list(file.ticketId)).toEqual([]);
    expect(await attachments.find(file.ticketId, id)).toBeNull();
    expect(await attachments.sweep(NOON + 5)).toBe(0);
    expect(await attachments.sweep(NOON + 6)).toBe(1);
    expect(await attachments.sweep(NOON + 6)).toBe(0);
    expect(await parts(id)).toEqual([]);
  });

  it('keeps answers that are given often, each name once', async () => {
    const made = await replies.create({ name: 'Restart', text: 'Dear {{name}}', createdAt: NOON });
    expect(made).toEqual({ id: made.id, name: 'Restart', text: 'Dear {{name}}', createdAt: NOON, updatedAt: NOON });
    expect(await replies.find(made.id)).toEqual(made);
    await expect(replies.create({ name: 'Restart', text: 'x', createdAt: NOON })).rejects.toThrow(Conflict);
    const other = await replies.create({ name: 'Wait', text: 'x', createdAt: NOON });
    await expect(replies.change(other.id, { name: 'Restart' }, NOON)).rejects.toThrow(Conflict);
    expect(await replies.change(other.id, { text: 'y' }, NOON + 1)).toEqual({
      ...other,
      text: 'y',
      updatedAt: NOON + 1,
    });
    expect((await replies.list({ limit: 9 })).map(({ name }) => name)).toEqual(['Wait', 'Restart']);
    expect(await replies.change(999_999, { text: 'y' }, NOON)).toBeNull();
    expect([await replies.remove(made.id), await replies.remove(made.id)]).toEqual([true, false]);
  });
}
