import { Client } from './lib/client.mjs';
import { productOn } from './lib/databases.mjs';
import { fillMariadb } from './lib/fill-mariadb.mjs';
import { FIRST_RUN, ROWS_OF_A_RUN, fillOfRuns } from './lib/fill.mjs';
import { jsonPost, load, requestHead } from './lib/loader.mjs';
import { MessageLives } from './lib/message-lives.mjs';
import { messageOf } from './lib/messages.mjs';
import { cpuSeconds } from './lib/processes.mjs';
import { Programs } from './lib/programs.mjs';
import { progress } from './lib/report.mjs';
import { bar, median, round } from './lib/statistics.mjs';

const CONNECTIONS = 16;
const INDEX = 'ix_messages_run_status';
const FLOOR = 'messages';
/** What the index may add to what a message costs from its acceptance to its delivery, in percent. */
const AT_MOST = 3;

/** A product whose database holds so many messages of runs, with the index of runs or without it. */
class Side {
  sent = 0;

  constructor(store) {
    this.store = store;
  }

  async begin(rows, hasIndex) {
    const { product, kind, open } = this.store;
    await product.start();
    await (await Client.of(product)).untilOnline();
    await product.stop();
    if (kind === 'sqlite') fillOfRuns(product.dataDir, rows);
    const stored = await open();
    if (kind !== 'sqlite') await fillMariadb(stored, rows, { ofRuns: true });
    if (!hasIndex) await stored.run(`DROP INDEX ${INDEX}${stored.isSqlite ? '' : ' ON messages'}`);
    await stored.close();
    await product.start();
    this.client = await Client.of(product);
    await this.client.untilOnline();
    this.programs = new Programs(this.client);
  }

  /** A run, and a quarter as many messages one by one, each from its beginning until the last is delivered. */
  async turn(messages) {
    this.list ??= await this.programs.list(messages);
    const ofRun = await this.timed(messages, async () => {
      const run = await this.programs.start(this.list);
      await this.programs.until(run, ({ delivered }) => delivered === messages);
    });
    const before = await this.client.delivered();
    const few = messages / 4;
    const single = await this.timed(few, async () => {
      const requestOf = jsonPost('/api/v1/messages', this.client.headers, (number) => messageOf(this.sent + number));
      const { port } = this.store.product;
      await load({ port, requestOf, connections: CONNECTIONS, expect: 202, count: few });
      await this.client.untilDelivered(before + few);
    });
    this.sent += few;
    return { of_run: ofRun, single };
  }

  async timed(messages, work) {
    const [began, computed] = [performance.now(), this.cpu()];
    await work();
    return {
      delivered_per_second: round(messages / ((performance.now() - began) / 1000)),
      cpu_us_per_message: round(((this.cpu() - computed) * 1e6) / messages, 1),
    };
  }

  /** What server, worker and database computed: where the machine has other work, this tells more than the time does. */
  cpu() {
    const { product, databasePid } = this.store;
    return [product.pid, product.workerPid(), databasePid()].reduce((sum, pid) => sum + (pid ? cpuSeconds(pid) : 0), 0);
  }
}

/** A page of 50 of a run in the middle, at its beginning, near its end, and of one status; and of all messages. */
async function measureFilter({ client, store }, rows, count) {
  const path = '/api/v1/messages?limit=50';
  const ofRun = `${path}&run_id=${FIRST_RUN + Math.floor(rows / ROWS_OF_A_RUN / 2)}`;
  let cursor = null;
  for (let page = 0; page < (0.9 * ROWS_OF_A_RUN) / 500; page++) {
    const far = `${ofRun.replace('limit=50', 'limit=500')}${cursor === null ? '' : `&cursor=${cursor}`}`;
    cursor = (await client.get(far)).next_cursor ?? cursor;
  }
  const paths = {
    [FLOOR]: path,
    'of a run': ofRun,
    'of a run, deep': `${ofRun}&cursor=${cursor}`,
    'of a run, failed': `${ofRun}&status=failed`,
    'of a run, delivered': `${ofRun}&status=delivered`,
    'of a run, uncertain': `${ofRun}&status=uncertain`,
  };
  const measured = {};
  for (const turn of ['warm', 'measured']) {
    for (const [name, each] of Object.entries(paths)) {
      const request = `${requestHead('GET', each, client.headers)}\r\n`;
      const { port } = store.product;
      const { p50, p99 } = await load({ port, requestOf: () => request, connections: 4, count });
      if (turn === 'measured') measured[name] = { p50_ms: p50, p99_ms: p99 };
    }
  }
  return measured;
}

/** What the statements of a message's life take on SQLite with the index and without it, in turns: µs of the processor. */
function measureStatements(sides, rounds, messages) {
  const names = Object.keys(sides);
  const lives = names.map((name) => new MessageLives(sides[name].store.product.dataDir));
  const measured = names.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    for (const nth of round % 2 === 0 ? [0, 1] : [1, 0]) {
      const cpu = lives[nth].live(messages);
      // The first round warms up.
      if (round > 0) measured[nth].push(cpu);
    }
  }
  for (const each of lives) each.close();
  const added = median(measured[0].map((cpu, round) => cpu - measured[1][round]));
  return Object.fromEntries([
    ...names.map((name, nth) => [name, round(median(measured[nth]), 1)]),
    ['added', round(added, 1)],
  ]);
}

/**
 * What the index costs by which messages of a run are found: two products on databases of the same messages, one of them
 * without the index, deliver in turns, each of the two first every other time. A few percent are less than two turns differ
 * by anyway: so on SQLite the statements are measured by themselves. And what it is for: pages of a run.
 */
export async function run({ short = false, database = 'sqlite' } = {}) {
  const rows = short ? 100_000 : 2_000_000;
  const messages = short ? 5000 : 20_000;
  const sides = {};
  const pairs = [];
  let filter;
  let statements;
  try {
    for (const name of ['with', 'without']) {
      sides[name] = new Side(await productOn(database));
      await sides[name].begin(rows, name === 'with');
      progress(`run-filter: ${rows} rows ${name} the index`);
    }
    filter = await measureFilter(sides.with, rows, short ? 100 : 500);
    for (const [name, { p50_ms, p99_ms }] of Object.entries(filter)) {
      progress(`run-filter, ${name}: p50 ${p50_ms} ms, p99 ${p99_ms} ms`);
    }
    for (const side of Object.values(sides)) await side.turn(messages);
    for (let nth = 0; nth < (short ? 2 : 7); nth++) {
      const pair = {};
      for (const name of nth % 2 === 0 ? ['with', 'without'] : ['without', 'with']) {
        pair[name] = await sides[name].turn(messages);
      }
      progress(`run-filter ${nth + 1}: ${JSON.stringify(pair)}`);
      pairs.push(pair);
    }
    if (database === 'sqlite') {
      for (const { store } of Object.values(sides)) await store.product.stop();
      statements = measureStatements(sides, short ? 4 : 20, short ? 2000 : 10_000);
      progress(`run-filter, statements, µs of the processor a message: ${JSON.stringify(statements)}`);
    }
  } finally {
    for (const side of Object.values(sides)) await side.store.dispose();
  }
  const ratioOf = (kind, figure) =>
    round(median(pairs.map((pair) => pair.with[kind][figure] / pair.without[kind][figure])), 3);
  const secondsPerMillion = (name, kind) => round(median(pairs.map((pair) => pair[name][kind].cpu_us_per_message)), 1);
  const costs = (kind) => ({
    processor_seconds_per_million: {
      with: secondsPerMillion('with', kind),
      without: secondsPerMillion('without', kind),
    },
    processor_ratio: ratioOf(kind, 'cpu_us_per_message'),
    delivered_ratio: ratioOf(kind, 'delivered_per_second'),
  });
  const cost = { of_run: costs('of_run'), single: costs('single') };
  // Of all that server and worker compute for it.
  const added = (of) => round((of.added / cost.of_run.processor_seconds_per_million.with) * 100, 1);
  const slowest = Math.max(...Object.values(filter).map(({ p99_ms }) => p99_ms));
  return {
    database,
    rows,
    messages_per_turn: messages,
    filter,
    cost,
    pairs,
    statements_us_per_message: statements,
    bars: [
      ...(statements
        ? [bar('percent that the index adds to a message of a run', added(statements), '<=', AT_MOST)]
        : []),
      bar('slowest filter p99 / messages p99', round(slowest / filter[FLOOR].p99_ms, 2), '<=', 2),
    ],
  };
}
