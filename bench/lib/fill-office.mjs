import Database from 'better-sqlite3';
import { databaseIn } from './fill.mjs';

const DAY_MS = 86_400_000;
/** How far back the oldest invoice lies. */
const DAYS = 730;
const NET = 250_000;
const TAX = 40_000;
const TOTAL = NET + TAX;

/** Numbers from 0, and of each the customer, when it was and on which day. */
const numbersOf = (customers, invoices, begin) => `
  WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers LIMIT ${invoices}),
  made AS (SELECT n, 1 + (n * 7919) % ${customers} AS customer, ${begin} + CAST(n * ${(DAYS * DAY_MS) / invoices} AS INTEGER) AS at FROM numbers)`;
const DAY = "strftime('%Y-%m-%d', at / 1000, 'unixepoch')";
/** Every twentieth invoice is open; of the others each second one was paid in two halves. */
const PARTS = 'CASE WHEN n % 20 = 0 THEN 0 WHEN n % 2 = 0 THEN 2 ELSE 1 END';

/**
 * Stores a business of two years in the database of a product that was started once and does not run now: customers,
 * invoices of one line, most of them paid, and the ledger of all that.
 * @returns {number} the entries of the ledger
 */
export function fillOffice(dataDir, customers, invoices) {
  const db = new Database(databaseIn(dataDir));
  for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', 'cache_size = -600000', 'temp_store = FILE']) {
    db.pragma(pragma);
  }
  const begin = Date.now() - DAYS * DAY_MS;
  const all = numbersOf(customers, invoices, begin);
  const statements = [
    `WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT ${customers})
     INSERT INTO customers (id, account_number, name, email, phone, address, city, country, account_type, status, balance, created_at, updated_at)
     SELECT n, printf('CUST-%03d', n), 'Customer Number ' || n, 'customer' || n || '@example.com', printf('+2547%08d', n),
       'Street ' || n, 'Nairobi', 'Kenya', 'retail', CASE n % 10 WHEN 0 THEN 'suspended' ELSE 'active' END, 0, ${begin}, ${begin} FROM numbers`,
    `${all} INSERT INTO invoices (id, number, customer_id, state, amount, tax, total, paid, open_amount, due_date, user_id, created_at, issued_at, billed_name)
     SELECT n + 1, printf('INV-%s-%04d', strftime('%Y%m', at / 1000, 'unixepoch'), n + 1), customer, 'issued', ${NET}, ${TAX}, ${TOTAL},
       CASE WHEN n % 20 = 0 THEN 0 ELSE ${TOTAL} END, CASE WHEN n % 20 = 0 THEN ${TOTAL} ELSE 0 END,
       ${DAY}, 1, at, at, 'Customer Number ' || customer FROM made`,
    `INSERT INTO invoice_lines (invoice_id, position, description, quantity, unit_price, tax_rate, amount, tax)
     SELECT id, 0, 'Internet, 20 Mbit/s', 1000, ${NET}, 16000, ${NET}, ${TAX} FROM invoices`,
    `${all} INSERT INTO payments (id, customer_id, invoice_id, amount, method, reference, reference_key, status, user_id, created_at, completed_at)
     SELECT n * 2 + part + 1, customer, n + 1, ${TOTAL} / parts, 'mpesa', printf('QK%09X', n * 2 + part), printf('QK%09X', n * 2 + part),
       'completed', 1, at, at FROM (SELECT *, ${PARTS} AS parts FROM made) JOIN (SELECT 0 AS part UNION ALL SELECT 1) ON part < parts`,
    'INSERT INTO payment_allocations (payment_id, invoice_id, amount) SELECT id, invoice_id, amount FROM payments',
    `INSERT INTO ledger_entries (cause, day, kind, document, document_id, customer_id, user_id, created_at)
     SELECT 'issued:invoice:' || id, due_date, 'issued', 'invoice', id, customer_id, 1, created_at FROM invoices`,
    `INSERT INTO ledger_entries (cause, day, kind, document, document_id, customer_id, user_id, created_at)
     SELECT 'paid:payment:' || p.id, i.due_date, 'paid', 'payment', p.id, p.customer_id, 1, p.created_at
     FROM payments p JOIN invoices i ON i.id = p.invoice_id`,
    `INSERT INTO ledger_postings (entry_id, account, customer_id, amount)
     SELECT id, account, customer_id, amount FROM ledger_entries JOIN
       (SELECT 'receivable' AS account, ${TOTAL} AS amount UNION ALL SELECT 'revenue', -${NET} UNION ALL SELECT 'tax', -${TAX})
     WHERE document = 'invoice'`,
    `INSERT INTO ledger_postings (entry_id, account, customer_id, amount)
     SELECT e.id, account, e.customer_id, sign * p.amount FROM ledger_entries e JOIN payments p ON p.id = e.document_id
       JOIN (SELECT 'money.mpesa' AS account, 1 AS sign UNION ALL SELECT 'receivable', -1) WHERE e.document = 'payment'`,
    `INSERT INTO ledger_days (account, day, amount) SELECT account, day, SUM(amount) FROM ledger_postings p
       JOIN ledger_entries e ON e.id = p.entry_id GROUP BY account, day`,
    `UPDATE customers SET balance = COALESCE((SELECT SUM(open_amount) FROM invoices i WHERE i.customer_id = customers.id), 0)`,
    "INSERT OR IGNORE INTO installation (name, value) VALUES ('currency', 'KES')",
    `INSERT OR REPLACE INTO number_counters (name, value) VALUES ('CUST', ${customers})`,
  ];
  for (const sql of statements) db.exec(sql);
  const entries = db.prepare('SELECT COUNT(*) FROM ledger_entries').pluck().get();
  db.pragma('journal_mode = WAL');
  db.close();
  return entries;
}

/** Has a job of a product that runs come within a second. */
export function callJob(dataDir, name) {
  const db = new Database(databaseIn(dataDir));
  db.pragma('busy_timeout = 5000');
  db.prepare('UPDATE jobs SET next_run_at = 0 WHERE name = ?').run(name);
  db.close();
}
