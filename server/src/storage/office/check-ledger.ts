import type { LedgerFindings } from '../../office/checks/ledger-check.js';
import type { Database } from '../typeorm/database.js';

/** So many of a kind are named. */
const NAMED_AT_MOST = 20;

type Numeric = number | string;
interface Difference {
  id: Numeric;
  kept: Numeric;
  found: Numeric;
}

/**
 * What is compared: rows where a projection is not what its rows add up to. All rows are read in the order in which they lie:
 * an index by customers would lead all over the table, so that none is offered (`+`), and entries are asked for by id.
 */
const CHECKS: { say: (row: Difference) => string; sql: string }[] = [
  {
    say: ({ id, found }) => `entry ${id}: its postings add up to ${found}, not to 0`,
    sql: 'SELECT entry_id AS id, 0 AS kept, SUM(amount) AS found FROM ledger_postings GROUP BY entry_id HAVING SUM(amount) <> 0',
  },
  {
    say: ({ id }) => `entry ${id}: it has no postings`,
    sql:
      'SELECT e.id, 0 AS kept, 0 AS found FROM ledger_entries e ' +
      'LEFT JOIN ledger_postings p ON p.entry_id = e.id WHERE p.entry_id IS NULL ORDER BY e.id',
  },
  {
    say: ({ id, kept, found }) => `customer ${id}: balance ${kept}, postings ${found}`,
    sql:
      'SELECT c.id, c.balance AS kept, COALESCE(p.amount, 0) AS found FROM customers c LEFT JOIN ' +
      "(SELECT customer_id, SUM(amount) AS amount FROM ledger_postings WHERE account = 'receivable' GROUP BY +customer_id) p " +
      'ON p.customer_id = c.id WHERE c.balance <> COALESCE(p.amount, 0)',
  },
  {
    say: ({ id, kept, found }) => `invoice ${id}: paid ${kept}, allocations ${found}`,
    sql:
      'SELECT i.id, i.paid AS kept, COALESCE(a.amount, 0) AS found FROM invoices i LEFT JOIN ' +
      '(SELECT invoice_id, SUM(amount) AS amount FROM payment_allocations GROUP BY invoice_id) a ' +
      'ON a.invoice_id = i.id WHERE i.paid <> COALESCE(a.amount, 0)',
  },
  {
    say: ({ id, kept, found }) => `invoice ${id}: open ${kept}, but ${found} is left of it`,
    sql:
      'SELECT id, open_amount AS kept, total - paid - credited - written_off AS found FROM invoices ' +
      "WHERE state = 'issued' AND (open_amount <> total - paid - credited - written_off OR open_amount < 0)",
  },
  {
    say: ({ id, kept, found }) => `payment ${id}: unallocated ${kept}, but ${found} is left of it`,
    sql:
      'SELECT p.id, p.unallocated AS kept, p.amount - p.refunded - COALESCE(a.amount, 0) AS found FROM payments p LEFT JOIN ' +
      '(SELECT payment_id, SUM(amount) AS amount FROM payment_allocations GROUP BY payment_id) a ON a.payment_id = p.id ' +
      "WHERE p.status IN ('completed', 'refunded') AND (p.unallocated <> p.amount - p.refunded - COALESCE(a.amount, 0) " +
      'OR p.unallocated < 0)',
  },
  {
    say: ({ id, kept, found }) => `${id}: ${kept} by day, postings ${found}`,
    sql:
      'SELECT d.account AS id, d.kept, COALESCE(p.found, 0) AS found FROM ' +
      '(SELECT account, SUM(amount) AS kept FROM ledger_days GROUP BY account) d LEFT JOIN ' +
      '(SELECT account, SUM(amount) AS found FROM ledger_postings GROUP BY account) p ON p.account = d.account ' +
      'WHERE d.kept <> COALESCE(p.found, 0)',
  },
];

/** Asks for rows; each call is a reading of its own. */
type Read = (sql: string) => Promise<unknown[]>;

/** Holds every projection against the postings and allocations that it is of, in minor units. */
export async function ledgerFindings(read: Read): Promise<LedgerFindings> {
  const wrong: string[] = [];
  for (const { say, sql } of CHECKS) {
    const rows = (await read(sql)) as Difference[];
    wrong.push(...rows.slice(0, NAMED_AT_MOST).map(say));
    if (rows.length > NAMED_AT_MOST) wrong.push(`and ${rows.length - NAMED_AT_MOST} more of this kind`);
  }
  const [row] = (await read('SELECT COUNT(*) AS entries FROM ledger_entries')) as { entries: Numeric }[];
  return { entries: Number(row?.entries), wrong };
}

/** The same in this process. @throws the signal's reason when that ends it */
export const checkLedger = (db: Database, signal?: AbortSignal): Promise<LedgerFindings> =>
  ledgerFindings((sql) => {
    signal?.throwIfAborted();
    return db.readLong<unknown>(sql);
  });
