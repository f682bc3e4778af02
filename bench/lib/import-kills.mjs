import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ReadableStream } from 'node:stream/web';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from './client.mjs';
import { killAndRestart } from './kills.mjs';
import { timesOf } from './ledger.mjs';
import { recipientOf } from './messages.mjs';
import { Patient } from './patient.mjs';
import { Programs } from './programs.mjs';
import { progress } from './report.mjs';

/** An import is quick: lists must be long for it to be killed in the middle. */
const LONGER = 4;
/** Rows that come twice, and rows that are refused, after so many good ones. */
const EVERY = 50;
const UPLOADS_END_WITHIN_MS = 60_000;

function listFile(rows) {
  const lines = ['phone,name'];
  const numbers = [];
  for (let row = 0; row < rows; row++) {
    numbers.push(recipientOf(row));
    lines.push(`${recipientOf(row)},Customer ${row}`);
    if (row % EVERY === 0) lines.push(`${recipientOf(row)},Again`, `nobody ${row},Refused`);
  }
  const extras = Math.ceil(rows / EVERY);
  return { csv: lines.join('\n'), numbers, counts: { rows, duplicates: extras, rejected: extras } };
}

/** Sends the first half of a list, and no more. @returns {() => Promise<string>} how it ended */
function uploadHalf({ url, headers }, csv) {
  const head = '--half\r\nContent-Disposition: form-data; name="file"; filename="half.csv"\r\n\r\n';
  const cut = new AbortController();
  const body = new ReadableStream({
    start: (stream) => stream.enqueue(new TextEncoder().encode(head + csv.slice(0, csv.length / 2))),
  });
  const sending = fetch(`${url}/api/v1/number-lists`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'multipart/form-data; boundary=half' },
    body,
    duplex: 'half',
    signal: cut.signal,
  }).then(
    ({ status }) => `answered ${status}`,
    () => 'cut',
  );
  return () => {
    cut.abort();
    return sending;
  };
}

const uploadsIn = ({ dataDir }) => readdirSync(join(dataDir, 'uploads')).length;

/** The rows of a list as they are downloaded, by their numbers. */
async function numbersOf(client, id) {
  const answer = await fetch(`${client.url}/api/v1/number-lists/${id}/rows.csv`, { headers: client.headers });
  return Array.from((await answer.text()).matchAll(/^\D*(2547\d{8})\b.*$/gm), ([, digits]) => `+${digits}`);
}

/** A server that is killed while it imports lists, and while one is uploaded: each is complete in the end, or was never there. */
export async function survivesImports({ product, rows, kills }) {
  const client = await Client.of(product);
  const patient = new Patient(client);
  const programs = new Programs(client);
  const file = listFile(rows * LONGER);
  const ids = [];
  const counts = { kills: 0, inTheMiddle: 0, whileUploading: 0 };
  const current = () => patient.get(`/api/v1/number-lists/${ids.at(-1)}`);
  for (let kill = 0; kill < kills; kill++) {
    if (ids.length === 0 || (await current()).status !== 'importing') ids.push(await programs.upload(file.csv));
    const end = kill % 2 === 1 ? uploadHalf(client, file.csv) : null;
    const share = Math.random() * 90;
    let list = await current();
    while (list.status === 'importing' && list.percent < share) list = await current();
    if (list.status === 'importing') counts.inTheMiddle++;
    progress(`import: ${list.status}, ${list.percent} %, killed`);
    counts.kills += await killAndRestart(product);
    if (end && (await end()) !== 'cut') throw new Error('half an upload was taken');
    if (end) counts.whileUploading++;
  }
  const wrong = [];
  let [lost, duplicated] = [0, 0];
  for (const id of ids) {
    await programs.untilReady(id, file.counts.rows);
    const list = await client.get(`/api/v1/number-lists/${id}`);
    for (const [field, count] of Object.entries(file.counts)) {
      if (list[field] !== count) wrong.push(`list ${id}: ${list[field]} ${field}, expected ${count}`);
    }
    const numbers = await numbersOf(client, id);
    const times = timesOf(numbers, (number) => number);
    lost += file.numbers.filter((number) => !times.has(number)).length;
    duplicated += numbers.length - times.size;
    if (numbers.some((number, row) => number !== file.numbers[row]))
      wrong.push(`list ${id} is not in its file's order`);
  }
  const { data } = await client.get('/api/v1/number-lists?limit=500');
  if (data.length !== ids.length) wrong.push(`${data.length} lists, expected ${ids.length}`);
  const deadline = performance.now() + UPLOADS_END_WITHIN_MS;
  while (uploadsIn(product) > 0 && performance.now() < deadline) await wait(50);
  if (uploadsIn(product) > 0) wrong.push(`${uploadsIn(product)} uploaded files were left behind`);
  return {
    list_rows: file.counts.rows,
    lists: ids.length,
    kills: counts.kills,
    kills_in_the_middle: counts.inTheMiddle,
    kills_while_uploading: counts.whileUploading,
    lost,
    duplicated,
    uncertain: 0,
    sums: { checked: ids.length * 4 + 2, wrong },
  };
}
