/**
 * kill -9 of the server, the worker, both, and a separate Mosquitto, at random moments under load; whatever was killed
 * is started again. Every acknowledged message must end delivered, and the simulator must have seen each exactly once.
 *   npm run survival:messages                        10,000 messages, 5 rounds of each kind
 *   npm run survival:messages -- --short             2,000 messages, 1 round of each: for CI
 *   npm run survival:messages -- server --rounds 20  only this kind
 *   npm run survival:messages -- --save              also writes bench/results/survival.json
 * Prints JSON; ends with 1 when a message was lost, duplicated or left uncertain. Linux only: it looks into /proc.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Broker } from './lib/broker.mjs';
import { Client } from './lib/client.mjs';
import { sendAll } from './lib/insistent.mjs';
import { KILLS } from './lib/kills.mjs';
import { readLedger } from './lib/ledger.mjs';
import { describeMachine } from './lib/machine.mjs';
import { Product } from './lib/product.mjs';
import { progress, save } from './lib/report.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    messages: { type: 'string' },
    rounds: { type: 'string' },
    kills: { type: 'string', default: '3' },
    short: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
  },
});
const messages = Number(values.messages ?? (values.short ? 2000 : 10_000));
const rounds = Number(values.rounds ?? (values.short ? 1 : 5));
const kills = Number(values.kills);
const kinds = positionals.length > 0 ? positionals : Object.keys(KILLS);

/** Kills when random shares of the load are acknowledged, each kill after the last one's victim is back. */
function killer(kill) {
  const moments = Array.from({ length: kills }, () => Math.floor(Math.random() * messages)).sort((a, b) => a - b);
  let acknowledged = 0;
  const run = async () => {
    for (const moment of moments) {
      while (acknowledged < moment) await wait(5);
      // So that the last ones come after the load, while the rest is being delivered.
      await wait(Math.random() * 300);
      await kill();
    }
  };
  // A load that ended holds no moment back, though a message of it was refused.
  return { run, onProgress: (count) => (acknowledged = count), onEnd: () => (acknowledged = messages) };
}

/** What became of the messages of all rounds. */
async function judge(client, product, sent) {
  const status = new Map();
  const references = new Map();
  for await (const row of client.list('/api/v1/messages?direction=outbound')) {
    status.set(row.id, row.status);
    references.set(row.client_ref, (references.get(row.client_ref) ?? 0) + 1);
  }
  const ledger = readLedger(product.dataDir);
  const ids = [...sent.acknowledged.keys()];
  const uncertain = [...status.values()].filter((value) => value === 'uncertain').length;
  const delivered = ids.filter((id) => status.get(id) === 'delivered');
  return {
    attempts: sent.attempts,
    acknowledged: ids.length,
    refused: sent.refused.length,
    delivered: delivered.length,
    // Not delivered for whatever reason but doubt, or said to be though the simulator never had it.
    lost:
      ids.filter((id) => status.get(id) !== 'delivered' && status.get(id) !== 'uncertain').length +
      delivered.filter((id) => !ledger.has(id)).length,
    // Submitted twice, or stored twice for one Idempotency-Key.
    duplicated:
      [...ledger.values()].filter((times) => times > 1).length +
      [...references.values()].filter((times) => times > 1).length,
    uncertain,
  };
}

async function survive(kind) {
  const broker = kind === 'broker' ? await Broker.create() : undefined;
  await broker?.start();
  const product = await Product.create(broker ? { MQTT_URL: broker.url, EMBEDDED_WORKER: 'true' } : {});
  try {
    await product.start();
    const client = await Client.of(product);
    await client.untilOnline();
    const sent = { attempts: 0, acknowledged: new Map(), refused: [] };
    for (let round = 1; round <= rounds; round++) {
      const { run, onProgress, onEnd } = killer(() => KILLS[kind](product, broker));
      const stop = new AbortController();
      const sending = sendAll({
        port: product.port,
        headers: client.headers,
        count: messages,
        name: `${kind}-${round}`,
        onProgress,
        signal: stop.signal,
      });
      // Nobody would ever answer when a restart has failed.
      const killing = run().catch((error) => {
        stop.abort();
        throw error;
      });
      const [result] = await Promise.all([sending.finally(onEnd), killing]);
      sent.attempts += result.attempts;
      sent.refused.push(...result.refused);
      for (const [id, reference] of result.acknowledged) sent.acknowledged.set(id, reference);
      progress(`${kind} ${round}/${rounds}: ${JSON.stringify(await client.untilSettled())}`);
    }
    return { kills: rounds * kills, ...(await judge(client, product, sent)) };
  } catch (error) {
    progress(`${kind}: ${error.stack}\nThe server's last words:\n${product.logTail()}`);
    return { error: error.message };
  } finally {
    await product.dispose();
    await broker?.dispose();
  }
}

const unknown = kinds.filter((kind) => !(kind in KILLS));
if (unknown.length > 0 || ![messages, rounds, kills].every((count) => Number.isInteger(count) && count > 0)) {
  progress(
    `Usage: survival:messages [${Object.keys(KILLS).join('] [')}] [--messages N] [--rounds N] [--kills N] [--short] [--save]`,
  );
  process.exit(2);
}
if (kinds.includes('broker') && !Broker.isInstalled()) {
  progress('Mosquitto is not installed: apt-get install mosquitto, or name the kinds to run without it.');
  process.exit(2);
}
const results = {};
for (const kind of kinds) results[kind] = await survive(kind);
const ok = Object.values(results).every(
  ({ error, lost, duplicated, uncertain, refused }) => !error && lost + duplicated + uncertain + refused === 0,
);
const report = { messages_per_round: messages, rounds, kills_per_round: kills, ok, kinds: results };
if (values.save) save('survival', report);
console.log(JSON.stringify({ machine: describeMachine(), ...report }, null, 2));
process.exit(ok ? 0 : 1);
