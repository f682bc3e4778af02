import { setTimeout as wait } from 'node:timers/promises';
import { Client } from './lib/client.mjs';
import { jsonPost, load } from './lib/loader.mjs';
import { messageOf } from './lib/messages.mjs';
import { forgetPeak, memoryOf, peakMb, residentMb } from './lib/processes.mjs';
import { Product } from './lib/product.mjs';
import { progress } from './lib/report.mjs';
import { bar, round } from './lib/statistics.mjs';

const CONNECTIONS = 32;
const BURSTS = 2;
const PEAK_MB = { server: 420, worker: 250 };

/**
 * Resident memory of the server and its worker as `npm start` runs them: idle, at the peak of a burst (from the first
 * POST until the last message is delivered), and after a rest; then a second burst, which must find what the first left.
 */
export async function run({ short = false } = {}) {
  const messages = short ? 30_000 : 500_000;
  const restMs = short ? 40_000 : 60_000;
  const product = await Product.create();
  try {
    await product.start();
    const client = await Client.of(product);
    await client.untilOnline();
    await wait(restMs);
    const parts = { server: product.pid, worker: product.workerPid() };
    const each = (figureOf) => Object.fromEntries(Object.keys(parts).map((part) => [part, figureOf(part)]));
    const idle = each((part) => residentOf(parts[part]));
    progress(`memory: idle ${JSON.stringify(idle)}`);
    const bursts = [];
    for (let nth = 0; nth < BURSTS; nth++) {
      each((part) => forgetPeak(parts[part]));
      const speed = await burst(product, client, nth * messages, messages);
      const peak = each((part) => round(peakMb(parts[part]), 1));
      const ended = each((part) => residentOf(parts[part]));
      await wait(restMs);
      const rest = each((part) => residentOf(parts[part]));
      const holds = each((part) => memoryOf(parts[part]));
      bursts.push({ ...speed, peak, ended, rest, holds });
      progress(`memory: ${JSON.stringify(bursts.at(-1))}`);
    }
    const [first, second] = bursts;
    const bars = Object.keys(parts).flatMap((part) => [
      bar(`${part}: after a rest, of idle`, round(first.rest[part] / idle[part], 2), '<=', 1.25),
      bar(`${part}: second peak, of the first`, round(second.peak[part] / first.peak[part], 2), '<=', 1.05),
      bar(`${part}: peak_mb`, Math.max(first.peak[part], second.peak[part]), '<=', PEAK_MB[part]),
    ]);
    return { messages, connections: CONNECTIONS, rest_seconds: restMs / 1000, idle, bursts, bars };
  } finally {
    await product.dispose();
  }
}

const residentOf = (pid) => round(residentMb(pid), 1);

async function burst(product, client, from, messages) {
  const requestOf = jsonPost('/api/v1/messages', client.headers, (number) => messageOf(from + number));
  const began = performance.now();
  const fed = load({ port: product.port, requestOf, connections: CONNECTIONS, count: messages, expect: 202 });
  const [accepted] = await Promise.all([fed, client.untilDelivered(from + messages)]);
  const seconds = (performance.now() - began) / 1000;
  return { accepted_per_second: accepted.perSecond, delivered_per_second: round(messages / seconds) };
}
