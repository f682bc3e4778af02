import { CALLBACK_EVENTS } from '@signalbox/contracts/webhook-events';
import { uuidv7 } from '../../platform/common/uuid.js';
import type { Tx } from '../typeorm/tx.js';
import { bumpVersion } from './version.js';

const FIND = 'SELECT id, state FROM webhooks WHERE callbacks_of = ?';

/**
 * What an account's messages with addresses of their own go by; made when there is none.
 * @returns its id; null where it is not active
 */
export async function callbacksIn(tx: Tx, userId: number): Promise<number | null> {
  const [there] = await tx.all<{ id: number; state: string }>(FIND, [userId]);
  if (there) return there.state === 'active' ? there.id : null;
  const now = Date.now();
  const row = {
    uid: uuidv7(now),
    user_id: userId,
    callbacks_of: userId,
    events: JSON.stringify(CALLBACK_EVENTS),
    filter: '{}',
    header_names: '[]',
    state: 'active',
    created_at: now,
    updated_at: now,
  };
  const isMade = (await tx.insert('webhooks', Object.keys(row), [Object.values(row)], { ignore: true })) === 1;
  if (isMade) await bumpVersion(tx);
  // Another server made it since this transaction began, whose view MySQL keeps: what one changes oneself one sees.
  else await tx.run('UPDATE webhooks SET updated_at = updated_at + 1 WHERE callbacks_of = ?', [userId]);
  const [found] = await tx.all<{ id: number; state: string }>(FIND, [userId]);
  return found?.state === 'active' ? found.id : null;
}
