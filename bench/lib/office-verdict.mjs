import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ADMIN_TOOL = join(import.meta.dirname, '..', '..', 'server', 'dist', 'storage', 'admin', 'main.js');
const SETTLED_WITHIN_MS = 120_000;

/** Waits until no phone's payment is open that M-Pesa can be asked about. */
async function untilSettled(client) {
  const deadline = performance.now() + SETTLED_WITHIN_MS;
  while ((await client.get('/api/v1/payments/pushes?status=pending&limit=1')).data.length > 0) {
    if (performance.now() > deadline) throw new Error('payments that phones were asked for are still open');
    await wait(250);
  }
}

const all = async (client, path) => Array.fromAsync(client.list(path));
const times = (values) => {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};
const twice = (values) => [...times(values).values()].filter((count) => count > 1).length;

/** What `npm run admin -- check-ledger` says, of the database that the product uses. */
async function checkLedger(product) {
  const env = { ...process.env, ...product.env, DATA_DIR: product.dataDir };
  try {
    return (await run(process.execPath, [ADMIN_TOOL, 'check-ledger'], { env })).stdout.trim();
  } catch (error) {
    return `WRONG ${error.stdout}${error.stderr}`;
  }
}

/** Numbers from 0001 on without a gap, in the one or two months that a run can be in. */
function gaps(numbers) {
  const months = Object.groupBy(numbers, (number) => number.slice(0, 10));
  return Object.values(months).reduce((sum, some) => {
    const last = Math.max(...some.map((number) => Number(number.slice(11))));
    return sum + last - new Set(some).size;
  }, 0);
}

/**
 * Holds what is in the books against what was asked for.
 * @returns {Promise<object>} counts; `lost`, `doubled`, `gaps`, `repeated_pushes` and `wrong` must be 0
 */
export async function judgeOffice({ product, client, load }) {
  await untilSettled(client);
  const invoices = await all(client, '/api/v1/invoices');
  const payments = await all(client, '/api/v1/payments');
  const customers = await all(client, '/api/v1/customers');
  const unmatched = await all(client, '/api/v1/payments/unmatched');
  const cash = payments.filter(({ method }) => method === 'cash');
  const mpesa = payments.filter(({ method }) => method === 'mpesa');
  const { asked, daraja } = load;
  const expected = { invoices: asked.invoices, cash: asked.cash, mpesa: daraja.pushed.length + asked.c2b };
  const found = { invoices: invoices.length, cash: cash.length, mpesa: mpesa.length };
  const sums = (rows, of) => rows.reduce((sum, row) => sum + Math.round(of(row) * 100), 0);
  const owed = sums(invoices, ({ total }) => total) - sums(payments, ({ amount }) => amount);
  return {
    asked,
    pushed: daraja.pushed.length,
    lost: Object.keys(expected).reduce((sum, kind) => sum + Math.max(0, expected[kind] - found[kind]), 0),
    doubled:
      twice(invoices.map(({ notes }) => notes)) +
      twice(cash.map(({ note }) => note)) +
      twice(mpesa.map(({ reference }) => reference)) +
      Object.keys(expected).reduce((sum, kind) => sum + Math.max(0, found[kind] - expected[kind]), 0),
    gaps: gaps(invoices.map(({ number }) => number)),
    not_completed: payments.filter(({ status }) => status !== 'completed').length,
    // Each phone of the load is asked once.
    repeated_pushes: twice(daraja.pushed.map(({ phone }) => phone)),
    unmatched: unmatched.length,
    wrong_balance: owed - sums(customers, ({ balance }) => balance),
    ledger: await checkLedger(product),
  };
}

export const isBalanced = ({ error, refused, ledger, ...counts }) =>
  !error &&
  refused.length === 0 &&
  ledger.endsWith('the books are in balance.') &&
  ['lost', 'doubled', 'gaps', 'not_completed', 'repeated_pushes', 'unmatched', 'wrong_balance'].every(
    (name) => counts[name] === 0,
  );
