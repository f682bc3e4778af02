import { uuidv7 } from '../../platform/common/uuid.js';
import type { Tx } from '../typeorm/tx.js';
import { VERSION } from './subscriptions.js';

/** Has every server read the endpoints anew. */
export async function bumpVersion(tx: Tx): Promise<void> {
  await tx.insert('installation', ['name', 'value'], [[VERSION, '']], { ignore: true });
  await tx.run('UPDATE installation SET value = ? WHERE name = ?', [uuidv7(), VERSION]);
}
