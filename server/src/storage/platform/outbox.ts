import { uuidv7 } from '../../platform/common/uuid.js';
import type { OutboxEntry } from '../../platform/outbox/outbox.js';
import type { Tx } from '../typeorm/tx.js';

const MAX_BYTES = 60_000;
const COLUMNS = ['id', 'kind', 'topic', 'payload', 'state', 'due_at', 'deadline', 'created_at'] as const;

/**
 * Has something leave the house, if the transaction that brings it about is committed; once for a kind and a topic.
 * @returns its id; of a topic that is there already, that one's. @throws RangeError on more than 60 kB
 */
export async function putOutbox(tx: Tx, { kind, topic, payload, deadline }: OutboxEntry): Promise<string> {
  const text = JSON.stringify(payload);
  if (Buffer.byteLength(text) > MAX_BYTES) throw new RangeError(`${kind} ${topic}: more than ${MAX_BYTES} bytes`);
  const now = Date.now();
  const id = uuidv7(now);
  const row = [id, kind, topic, text, 'waiting', now, deadline, now];
  if ((await tx.insert('outbox', COLUMNS, [row], { ignore: true })) === 1) return id;
  const [there] = await tx.all<{ id: string }>('SELECT id FROM outbox WHERE kind = ? AND topic = ?', [kind, topic]);
  return there?.id ?? id;
}
