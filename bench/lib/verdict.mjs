import { ON_THE_WAY } from '@signalbox/contracts/statuses';
import { readLedger, timesOf } from './ledger.mjs';

/**
 * What became of the messages of one kind of trouble, by the database's own rows and the simulator's ledger.
 * @param {import('./deployment.mjs').Deployment} deployment
 * @param {string} kind begins each message's client_ref
 * @param {Map<string, string>} acknowledged by id, the client_ref
 */
export async function judge({ mariadb, worker }, kind, acknowledged) {
  const admin = await mariadb.connect();
  try {
    const [rows] = await admin.query('SELECT id, status, client_ref FROM messages WHERE client_ref LIKE ?', [
      `${kind}-%`,
    ]);
    const status = new Map(rows.map((row) => [row.id, row.status]));
    const ledger = readLedger(worker.dataDir);
    const ids = [...acknowledged.keys()];
    const ended = ids.filter((id) => status.has(id) && !ON_THE_WAY.includes(status.get(id)));
    return {
      delivered: ids.filter((id) => status.get(id) === 'delivered').length,
      // Acknowledged and not there; or said to be delivered though the simulator never had it; or given up.
      lost:
        ids.filter((id) => !status.has(id)).length +
        ended.filter((id) => status.get(id) === 'delivered' && !ledger.has(id)).length +
        ended.filter((id) => !['delivered', 'uncertain'].includes(status.get(id))).length,
      // Submitted twice, or stored twice for one Idempotency-Key.
      duplicated:
        rows.filter(({ id }) => (ledger.get(id) ?? 0) > 1).length +
        [...timesOf(rows, (row) => row.client_ref).values()].filter((times) => times > 1).length,
      uncertain: rows.filter((row) => row.status === 'uncertain').length,
      stuck: rows.filter((row) => ON_THE_WAY.includes(row.status)).length,
      // Counters against the rows they count, of all that this database has seen.
      counted_wrong: await countedWrong(admin),
    };
  } finally {
    await admin.end();
  }
}

/** What is moved from the minutes into the sums of days stays the same in all. */
const reached = (what) => `SELECT (SELECT COALESCE(SUM(entered), 0) FROM message_minutes WHERE status = '${what}')
  + (SELECT COALESCE(SUM(${what}), 0) FROM message_totals WHERE span_minutes = 1440 AND dimensions = 0) AS n`;

/** By how many messages the counters differ from the rows. */
async function countedWrong(admin) {
  const [rows] = await admin.query('SELECT status, COUNT(*) AS n FROM messages GROUP BY status');
  const [days] = await admin.query('SELECT status, SUM(entered - departed) AS n FROM message_days GROUP BY status');
  const wrong = new Map(rows.map(({ status, n }) => [status, Number(n)]));
  wrong.set(
    'ever accepted',
    [...wrong.values()].reduce((sum, n) => sum + n, 0),
  );
  wrong.set('ever delivered', wrong.get('delivered') ?? 0);
  const take = (what, n) => wrong.set(what, (wrong.get(what) ?? 0) - Number(n));
  for (const { status, n } of days) take(status, n);
  for (const what of ['accepted', 'delivered']) {
    const [[{ n }]] = await admin.query(reached(what));
    take(`ever ${what}`, n);
  }
  return [...wrong.values()].reduce((sum, n) => sum + Math.abs(n), 0);
}
