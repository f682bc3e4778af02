import { openAsBlob, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from './lib/client.mjs';
import { parseAlone, writeListFile } from './lib/number-list-file.mjs';
import { residentMb } from './lib/processes.mjs';
import { Product } from './lib/product.mjs';
import { progress } from './lib/report.mjs';
import { bar, percentile, round } from './lib/statistics.mjs';

const SETTLE_MS = 3000;
const SAMPLE_MS = 50;
const POLL_MS = 100;

/** Samples the server's memory, and how long it takes to answer, until it is stopped. */
function watch(product) {
  const answers = [];
  let peakMb = 0;
  let stopped = false;
  const done = (async () => {
    while (!stopped) {
      peakMb = Math.max(peakMb, residentMb(product.pid));
      const began = performance.now();
      await (await fetch(`${product.url}/health/live`)).arrayBuffer();
      answers.push(performance.now() - began);
      await wait(SAMPLE_MS);
    }
  })();
  return async () => {
    stopped = true;
    await done;
    return { peakMb, answers };
  };
}

async function upload(client, path) {
  const form = new globalThis.FormData();
  form.set('name', 'bench');
  form.set('file', await openAsBlob(path), 'bench.csv');
  const answer = await fetch(`${client.url}/api/v1/number-lists`, {
    method: 'POST',
    headers: client.headers,
    body: form,
  });
  if (answer.status !== 202) throw new Error(`the upload was answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

async function untilEnded(client, id) {
  for (;;) {
    const list = await client.get(`/api/v1/number-lists/${id}`);
    if (list.status !== 'importing') return list;
    await wait(POLL_MS);
  }
}

/** From the first octet of an upload until the list is stored, normalised and without duplicates; and the memory it takes. */
export async function run({ short = false } = {}) {
  const rows = short ? 100_000 : 1_000_000;
  const product = await Product.create({ EMBEDDED_WORKER: 'false' });
  try {
    const path = join(product.folder, 'bench.csv');
    await writeListFile(path, rows);
    const floor = await parseAlone(path);
    await product.start();
    const client = await Client.of(product);
    await wait(SETTLE_MS);
    const idleMb = residentMb(product.pid);
    const stop = watch(product);
    const began = performance.now();
    const { id } = await upload(client, path);
    const uploaded = (performance.now() - began) / 1000;
    const list = await untilEnded(client, id);
    const seconds = (performance.now() - began) / 1000;
    const { peakMb, answers } = await stop();
    if (list.status !== 'ready' || list.rows !== rows) throw new Error(`not as it should be: ${JSON.stringify(list)}`);
    const perSecond = round(rows / seconds);
    const growth = round(peakMb - idleMb, 1);
    progress(`number-lists: ${perSecond} rows/s, ${growth} MB more (the parser alone: ${round(rows / floor)} rows/s)`);
    return {
      rows,
      file_mb: round(statSync(path).size / 2 ** 20, 1),
      upload_seconds: round(uploaded, 2),
      ready_seconds: round(seconds, 2),
      rows_per_second: perSecond,
      floor_parser_alone_rows_per_second: round(rows / floor),
      share_of_floor: round(floor / seconds, 2),
      idle_rss_mb: round(idleMb, 1),
      peak_rss_mb: round(peakMb, 1),
      other_requests_p99_ms: round(percentile(answers, 0.99), 1),
      other_requests_max_ms: round(Math.max(...answers), 1),
      bars: [bar('rows_per_second', perSecond, '>=', 40_000), bar('rss_growth_mb', growth, '<=', 150)],
    };
  } finally {
    await product.dispose();
  }
}
