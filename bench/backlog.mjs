import { setTimeout as wait } from 'node:timers/promises';
import { Client } from './lib/client.mjs';
import { fillWaiting } from './lib/fill.mjs';
import { jsonPost, load } from './lib/loader.mjs';
import { batchOf, messageOf } from './lib/messages.mjs';
import { forgetPeak, peakMb } from './lib/processes.mjs';
import { Product } from './lib/product.mjs';
import { QueueGauge } from './lib/queue-gauge.mjs';
import { progress } from './lib/report.mjs';
import { bar, median, round } from './lib/statistics.mjs';

const CONNECTIONS = 16;
/** The simulator's, as it is by default. */
const SIM_CARDS = 4;
const WINDOW_SECONDS = 5;
/** How soon after channels came all is as usual again. */
const SOON_MS = 5_000;

/** A product, whose SIM cards can all be switched on and off. */
class Case {
  static async start(product) {
    const ready = await product.start();
    const client = await Client.of(product);
    await client.untilOnline(SIM_CARDS);
    return new Case(product, client, ready);
  }

  constructor(product, client, ready) {
    Object.assign(this, { product, client, readySeconds: round(ready / 1000, 2) });
    this.gauge = new QueueGauge(product.dataDir);
    this.sent = 0;
  }

  /** All channels come, or go. */
  async switchAll(status) {
    const { data } = await this.client.get('/api/v1/sim-cards');
    for (const { id } of data) await this.client.patch(`/api/v1/sim-cards/${id}`, { status });
  }

  /** Single POSTs for some windows; answers the p99 of each, in ms. */
  async accept(windows, seconds = WINDOW_SECONDS) {
    const p99s = [];
    for (let window = 0; window < windows; window++) {
      const from = this.sent;
      const requestOf = jsonPost('/api/v1/messages', this.client.headers, (number) => messageOf(from + number));
      const { port } = this.product;
      const { answers, p99 } = await load({ port, requestOf, connections: CONNECTIONS, seconds, expect: 202 });
      this.sent += answers;
      p99s.push(p99);
    }
    return p99s;
  }

  /** Adds messages that wait, since there is no channel. */
  async add(count) {
    const requestOf = jsonPost('/api/v1/messages/batch', this.client.headers, (nth) => batchOf(nth * 1000, 1000));
    await load({ port: this.product.port, requestOf, connections: 2, count: count / 1000, expect: 202 });
  }

  /** How many leave the queue a second, for so long or until none is left. */
  async rate(ms) {
    const [began, before] = [performance.now(), this.gauge.waiting];
    let left = before;
    while (left > 0 && performance.now() - began < ms) {
      await wait(20);
      left = this.gauge.waiting;
    }
    return round(((before - left) / (performance.now() - began)) * 1000);
  }

  async untilSent() {
    while (this.gauge.waiting > 0) await wait(50);
  }

  end() {
    this.gauge.close();
    return this.product.stop();
  }
}

/** An empty queue: what is accepted leaves at once; then what waited a little goes as fast as it can. */
async function onEmpty(windows, few) {
  const product = await Product.create();
  try {
    const it = await Case.start(product);
    await it.accept(1, 2);
    await it.untilSent();
    forgetPeak(product.pid);
    const p99s = await it.accept(windows);
    await it.untilSent();
    await it.switchAll('inactive');
    await it.add(few);
    await it.switchAll('active');
    const rate = await it.rate(60_000);
    const peak = round(peakMb(product.pid));
    await it.end();
    return { p99_ms: median(p99s), p99s, dispatched_per_second: rate, peak_mb: peak };
  } finally {
    await product.dispose();
  }
}

/** Many wait and there is no channel; then all channels come, go, and come again while messages are accepted. */
async function onMany(rows, windows) {
  const product = await Product.create();
  try {
    const first = await Case.start(product);
    await first.switchAll('inactive');
    await first.end();
    fillWaiting(product.dataDir, rows);
    const it = await Case.start(product);
    forgetPeak(product.pid);
    const without = await it.accept(windows);
    await it.switchAll('active');
    await wait(SOON_MS);
    const rate = await it.rate(10_000);
    await it.switchAll('inactive');
    const gone = await it.accept(1);
    const [, coming] = await Promise.all([wait(500).then(() => it.switchAll('active')), it.accept(windows)]);
    const peak = round(peakMb(product.pid));
    const left = it.gauge.waiting;
    await it.end();
    return {
      start_to_ready_seconds: it.readySeconds,
      p99s: { without_channels: without, gone_again: gone, coming },
      slowest_p99_ms: Math.max(...without, ...gone, ...coming),
      dispatched_per_second: rate,
      peak_mb: peak,
      left_waiting: left,
    };
  } finally {
    await product.dispose();
  }
}

/**
 * A long queue, without a channel and then with all of them, against an empty one: how long acceptance takes, how soon and
 * how fast what waits leaves, and what memory that takes. Both in each round, so that they ran under the same weather.
 */
export async function run({ short = false } = {}) {
  const rows = short ? 50_000 : 500_000;
  const rounds = short ? 1 : 3;
  const windows = short ? 1 : 2;
  const few = short ? 20_000 : 40_000;
  const measured = [];
  for (let index = 0; index < rounds; index++) {
    const empty = await onEmpty(windows, few);
    const many = await onMany(rows, windows);
    progress(`backlog ${index + 1}/${rounds}: ${JSON.stringify({ empty, many })}`);
    measured.push({ empty, many });
  }
  const of = (figure) => round(median(measured.map(figure)), 2);
  return {
    rows,
    connections: CONNECTIONS,
    window_seconds: WINDOW_SECONDS,
    rounds: measured,
    bars: [
      bar(
        'slowest accept p99, of an empty queue’s',
        of(({ empty, many }) => many.slowest_p99_ms / empty.p99_ms),
        '<=',
        3,
      ),
      bar(
        'dispatched a second, of the usual',
        of(({ empty, many }) => many.dispatched_per_second / empty.dispatched_per_second),
        '>=',
        0.8,
      ),
      bar(
        'memory above an empty queue’s, MB',
        of(({ empty, many }) => many.peak_mb - empty.peak_mb),
        '<=',
        150,
      ),
      bar(
        'start_to_ready_seconds',
        of(({ many }) => many.start_to_ready_seconds),
        '<=',
        4,
      ),
    ],
  };
}
