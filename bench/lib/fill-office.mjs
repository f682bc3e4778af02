import Database from 'better-sqlite3';
import { databaseIn } from './fill.mjs';
import { inBulk } from './fill-mariadb.mjs';

const DAY_MS = 86_400_000;
/** How far back the oldest invoice lies. */
const DAYS = 730;
const NET = 250_000;
const TAX = 40_000;
const TOTAL = NET + TAX;

/** What SQLite and MariaDB say differently. */
const SQLITE = {
  numbers: (from, many) =>
    `(WITH RECURSIVE numbers(n) AS (SELECT ${from} UNION ALL SELECT n + 1 FROM numbers LIMIT ${many}) SELECT n FROM numbers) numbers`,
  padded: (number, digits) => `printf('%0${digits}d', ${number})`,
  hex: (number, digits) => `printf('%0${digits}X', ${number})`,
  /** Reads the rows on its left in their order, which those on its right are added to. */
  join: 'CROSS JOIN',
  date: (format, at) => `strftime('${format}', ${at} / 1000, 'unixepoch')`,
  balances:
    'UPDATE customers SET balance = COALESCE((SELECT SUM(open_amount) FROM invoices i WHERE i.customer_id = customers.id), 0)',
};
const MARIADB = {
  numbers: (from, many) => `(SELECT seq AS n FROM seq_${from}_to_${from + many - 1}) numbers`,
  padded: (number, digits) => `LPAD(${number}, GREATEST(${digits}, LENGTH(${number})), '0')`,
  hex: (number, digits) => `LPAD(HEX(${number}), ${digits}, '0')`,
  join: 'STRAIGHT_JOIN',
  date: (format, at) => `DATE_FORMAT(FROM_UNIXTIME(${at} DIV 1000), '${format}')`,
  // There is no index by customers yet.
  balances:
    'UPDATE customers JOIN (SELECT customer_id, SUM(open_amount) AS owed FROM invoices GROUP BY customer_id) i ' +
    'ON i.customer_id = customers.id SET balance = owed',
};
const TABLES = [
  ...['customers', 'invoices', 'invoice_lines', 'payments', 'payment_allocations'],
  ...['ledger_entries', 'ledger_postings', 'ledger_days'],
];
/** Every twentieth invoice is open; of the others each second one was paid in two halves. */
const PARTS = 'CASE WHEN n % 20 = 0 THEN 0 WHEN n % 2 = 0 THEN 2 ELSE 1 END';

/** Customers, invoices of one line, most of them paid, and the ledger of all that. */
function statementsOf({ numbers, padded, hex, join, date, balances }, customers, invoices) {
  const begin = Date.now() - DAYS * DAY_MS;
  const step = Math.floor((DAYS * DAY_MS) / invoices);
  // Of each invoice its number from 0, the customer, and when it was.
  const made = `(SELECT n, 1 + (n * 7919) % ${customers} AS customer, ${begin} + n * ${step} AS at, ${PARTS} AS parts FROM ${numbers(0, invoices)}) made`;
  const reference = `'QK' || ${hex('n * 2 + part', 9)}`;
  return [
    `INSERT INTO customers (id, account_number, name, email, phone, address, city, country, account_type, status, balance, created_at, updated_at)
     SELECT n, 'CUST-' || ${padded('n', 3)}, 'Customer Number ' || n, 'customer' || n || '@example.com', '+2547' || ${padded('n', 8)},
       'Street ' || n, 'Nairobi', 'Kenya', 'retail', CASE n % 10 WHEN 0 THEN 'suspended' ELSE 'active' END, 0, ${begin}, ${begin} FROM ${numbers(1, customers)}`,
    `INSERT INTO invoices (id, number, customer_id, state, amount, tax, total, paid, open_amount, due_date, user_id, created_at, issued_at, billed_name)
     SELECT n + 1, 'INV-' || ${date('%Y%m', 'at')} || '-' || ${padded('(n + 1)', 4)}, customer, 'issued', ${NET}, ${TAX}, ${TOTAL},
       CASE WHEN parts = 0 THEN 0 ELSE ${TOTAL} END, CASE WHEN parts = 0 THEN ${TOTAL} ELSE 0 END,
       ${date('%Y-%m-%d', 'at')}, 1, at, at, 'Customer Number ' || customer FROM ${made}`,
    `INSERT INTO invoice_lines (invoice_id, position, description, quantity, unit_price, tax_rate, amount, tax)
     SELECT id, 0, 'Internet, 20 Mbit/s', 1000, ${NET}, 16000, ${NET}, ${TAX} FROM invoices`,
    `INSERT INTO payments (id, customer_id, invoice_id, amount, method, reference, reference_key, status, user_id, created_at, completed_at)
     SELECT n * 2 + part + 1, customer, n + 1, ${TOTAL} / parts, 'mpesa', ${reference}, ${reference},
       'completed', 1, at, at FROM ${made} ${join} (SELECT 0 AS part UNION ALL SELECT 1) halves ON part < parts`,
    'INSERT INTO payment_allocations (payment_id, invoice_id, amount) SELECT id, invoice_id, amount FROM payments',
    `INSERT INTO ledger_entries (cause, day, kind, document, document_id, customer_id, user_id, created_at)
     SELECT 'issued:invoice:' || id, due_date, 'issued', 'invoice', id, customer_id, 1, created_at FROM invoices ORDER BY id`,
    `INSERT INTO ledger_entries (cause, day, kind, document, document_id, customer_id, user_id, created_at)
     SELECT 'paid:payment:' || p.id, i.due_date, 'paid', 'payment', p.id, p.customer_id, 1, p.created_at
     FROM payments p ${join} invoices i ON i.id = p.invoice_id ORDER BY p.id`,
    `INSERT INTO ledger_postings (entry_id, account, customer_id, amount)
     SELECT id, account, customer_id, amount FROM ledger_entries ${join}
       (SELECT 'receivable' AS account, ${TOTAL} AS amount UNION ALL SELECT 'revenue', -${NET} UNION ALL SELECT 'tax', -${TAX}) parts
     WHERE document = 'invoice'`,
    `INSERT INTO ledger_postings (entry_id, account, customer_id, amount)
     SELECT e.id, account, e.customer_id, sign * p.amount FROM ledger_entries e ${join} payments p ON p.id = e.document_id
       ${join} (SELECT 'money.mpesa' AS account, 1 AS sign UNION ALL SELECT 'receivable', -1) parts WHERE e.document = 'payment'`,
    `INSERT INTO ledger_days (account, day, amount) SELECT account, day, SUM(amount) FROM ledger_postings p
       ${join} ledger_entries e ON e.id = p.entry_id GROUP BY account, day`,
    balances,
    "REPLACE INTO installation (name, value) VALUES ('currency', 'KES')",
    `REPLACE INTO number_counters (name, value) VALUES ('CUST', ${customers})`,
  ];
}

const ENTRIES = 'SELECT COUNT(*) AS many FROM ledger_entries';

/**
 * Stores a business of two years in the database of a product that was started once and does not run now.
 * @returns {number} the entries of the ledger
 */
export function fillOffice(dataDir, customers, invoices) {
  const db = new Database(databaseIn(dataDir));
  for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', 'cache_size = -600000', 'temp_store = FILE']) {
    db.pragma(pragma);
  }
  for (const sql of statementsOf(SQLITE, customers, invoices)) db.exec(sql);
  const entries = db.prepare(ENTRIES).pluck().get();
  db.pragma('journal_mode = WAL');
  db.close();
  return entries;
}

/** The same on MariaDB. @param {import('./databases.mjs').MariadbRows} rows */
export async function fillOfficeOnMariadb(rows, customers, invoices) {
  await inBulk(rows, TABLES, async () => {
    for (const sql of statementsOf(MARIADB, customers, invoices)) await rows.run(sql);
  });
  const [{ many }] = await rows.all(ENTRIES);
  return many;
}
