import { uuidv7 } from '../../src/platform/common/uuid.js';
import { NOON } from '../messages.js';
import type { Storage } from './storage.js';

/** Where a number may stand outside of messages, lists and what is posted, by what finds it there. */
const PLACES: [where: string, column: string][] = [
  ['customers', 'phone'],
  ['leads', 'phone'],
  ['tickets', 'sms_to'],
  ['ticket_replies', 'sms_to'],
  ['customer_import_rejects', 'value'],
  ['logs', 'details'],
  ['outbox', 'payload'],
  ['outbox', 'error'],
  ['outbox_attempts', 'note'],
  ['idempotency_keys', 'answer'],
  ['audit_log', 'changes'],
];
export const placesWith = (storage: Storage, number: string) =>
  Promise.all(
    PLACES.map(async ([table, column]) => {
      const sql = `SELECT COUNT(*) AS many FROM ${table} WHERE ${column} LIKE ?`;
      const [row] = await storage.rows<{ many: number | string }>(sql, [`%${number}%`]);
      return { where: `${table}.${column}`, holds: Number(row?.many) };
    }),
  );

type Put = (table: string, row: Record<string, string | number | null>) => Promise<unknown>;

/** One row of each with the number in it. */
export async function putWhereItMayStand(put: Put, number: string): Promise<void> {
  const times = { created_at: NOON, updated_at: NOON };
  await put('customers', { ...times, name: 'Ann', status: 'active', phone: number });
  await put('leads', { ...times, name: 'Ann', status: 'new', phone: number });
  const words = { subject: 'down', description: '', priority: 'low', status: 'open' };
  await put('tickets', { ...times, number: 'T-1', ...words, sms_to: number });
  await put('ticket_replies', { ticket_id: 1, message: 'hello', created_at: NOON, sms_to: number });
  const rejected = [number, 'Ann,0711 111 111', 'Bob,0722 222 222'];
  for (const [line, value] of rejected.entries()) {
    await put('customer_import_rejects', { import_id: 1, line, value, reason: 'no' });
  }
  for (const action of ['mqtt', 'http']) {
    await put('logs', { action, details: `from ${number}`, status: 'ok', created_at: NOON });
  }
  for (const state of ['failed', 'waiting']) {
    const outbox = { id: uuidv7(), kind: 'a', topic: state, state, due_at: NOON, deadline: NOON, created_at: NOON };
    await put('outbox', { ...outbox, payload: `{"to":"${number}"}`, error: `no ${number}` });
  }
  await put('outbox_attempts', { seq: 1, attempt: 1, began_at: NOON, note: `no ${number}` });
  const answer = `{"id":"1","to":"${number}"}`;
  await put('idempotency_keys', { scope: 'a'.repeat(64), body_hash: 'b', status: 202, answer, created_at: NOON });
  const changes = `{"before":{"phone":"${number}"}}`;
  const audited = { at: NOON, action: 'customers.change', subject_type: 'customers', changes, changes_hash: 'c' };
  await put('audit_log', audited);
}
