/**
 * kill -9 of the server at random moments while a business works: invoices are made, payments confirmed, phones asked for
 * payments by M-Pesa (a double of Safaricom's Daraja plays it), callbacks and confirmations come three times each. Every
 * client repeats under its Idempotency-Key until it is answered. In the end all that was asked for is there once, numbers
 * have no gaps, no phone was asked twice, and the books are in balance.
 *   npm run survival:office                      4,000 units, 20 kills of each kind
 *   npm run survival:office -- --short           600 units, 4 kills of each: for CI
 *   npm run survival:office -- mariadb --kills 5
 *   npm run survival:office -- --save            also writes bench/results/survival-office.json
 * The kinds: `sqlite` and `mariadb`. Prints JSON; ends with 1 when something is lost, there twice, or not in balance.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Daraja } from '../server/test/daraja.ts';
import { isInstalled, missing } from '../server/test/services/available.ts';
import { Client } from './lib/client.mjs';
import { describeMachine } from './lib/machine.mjs';
import { Mariadb } from './lib/mariadb.mjs';
import { CUSTOMERS, OfficeLoad } from './lib/office-load.mjs';
import { isBalanced, judgeOffice } from './lib/office-verdict.mjs';
import { Product } from './lib/product.mjs';
import { progress, save } from './lib/report.mjs';
import { round } from './lib/statistics.mjs';

const NAMES = ['sqlite', 'mariadb'];
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    units: { type: 'string' },
    kills: { type: 'string' },
    short: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
  },
});
const kinds = positionals.length > 0 ? positionals : NAMES;
const units = Number(values.units ?? (values.short ? 600 : 4000));
const kills = Number(values.kills ?? (values.short ? 4 : 20));
if (
  kinds.some((kind) => !NAMES.includes(kind)) ||
  ![units, kills].every((count) => Number.isInteger(count) && count > 0)
) {
  progress(`Usage: survival:office [${NAMES.join('] [')}] [--units N] [--kills N] [--short] [--save]`);
  process.exit(2);
}
if (kinds.includes('mariadb') && !isInstalled('mariadb')) {
  progress(missing('mariadb'));
  process.exit(2);
}

async function send(client, method, path, body) {
  const headers = { ...client.headers, 'content-type': 'application/json' };
  const answer = await fetch(`${client.url}${path}`, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function prepare(product, daraja) {
  const client = await Client.of(product);
  await send(client, 'PUT', '/api/v1/settings/mpesa', daraja.settings);
  await send(client, 'POST', '/api/v1/settings/mpesa/register-c2b', {});
  const customers = [];
  for (let number = 0; number < CUSTOMERS; number++) {
    customers.push(await send(client, 'POST', '/api/v1/customers', { name: `Customer ${number}` }));
  }
  return { client, customers };
}

/** Kills at even shares of the load, more or less, so that each kind of transaction is met. */
async function strike(product, load, isOver) {
  for (let nth = 0; nth < kills; nth++) {
    const moment = ((nth + Math.random()) / (kills + 1)) * units;
    while (load.done < moment && !isOver()) await wait(1);
    await product.kill9();
    await product.start();
  }
}

async function survive(kind) {
  const mariadb = kind === 'mariadb' ? await Mariadb.create() : null;
  const daraja = await Daraja.start();
  const database = mariadb ? { DATABASE_URL: mariadb.url() } : {};
  const product = await Product.create({ EMBEDDED_WORKER: 'false', TIME_ZONE: 'Africa/Nairobi', ...database });
  product.env.PUBLIC_URL = product.url;
  const began = performance.now();
  try {
    await product.start();
    const { client, customers } = await prepare(product, daraja);
    const load = new OfficeLoad({ url: product.url, headers: client.headers, daraja, customers });
    let over = false;
    const working = load.run(units, () => undefined).finally(() => (over = true));
    await Promise.all([working, strike(product, load, () => over)]);
    await load.callBack();
    const seconds = round((performance.now() - began) / 1000);
    return { seconds, kills, refused: load.refused, ...(await judgeOffice({ product, client, load })) };
  } catch (error) {
    progress(`${kind}: ${error.stack}\nThe server's last words:\n${product.logTail()}`);
    return { error: error.message, refused: [] };
  } finally {
    await product.dispose();
    await daraja.stop();
    await mariadb?.dispose();
  }
}

const results = {};
for (const kind of kinds) {
  results[kind] = await survive(kind);
  progress(`${kind}: ${JSON.stringify(results[kind])}`);
}
const ok = Object.values(results).every(isBalanced);
const report = { units, kills, ok, kinds: results };
if (values.save) save('survival-office', report);
console.log(JSON.stringify({ machine: describeMachine(), ...report }, null, 2));
process.exit(ok ? 0 : 1);
