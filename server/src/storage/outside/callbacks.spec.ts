import { expect, it } from '@jest/globals';
import type { Tx } from '../typeorm/tx.js';
import { callbacksIn } from './callbacks.js';

it('finds the callbacks that another server made since its transaction began: none of its messages is left out', async () => {
  // As MySQL shows it to a transaction whose view is from before: not until the transaction changes it itself.
  let isSeen = false;
  const tx = {
    all: () => (isSeen ? [{ id: 5, state: 'active' }] : []),
    insert: () => 0,
    run: (sql: string) => {
      isSeen ||= sql.startsWith('UPDATE webhooks');
      return 1;
    },
  } as unknown as Tx;
  expect(await callbacksIn(tx, 1)).toBe(5);
});
