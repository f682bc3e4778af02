// How many messages a second one worker sends to HTTP providers: a broker and a bare server in this process, the worker
// in another, the provider in a third. `node worker/bench/http.mjs [messages]`, after `tsc -b worker`; prints JSON.
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer as createHttpServer } from 'node:http';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import { connectMqtt, publish } from '@signalbox/transport/mqtt-link';
import { topicsOf } from '@signalbox/contracts/topics';

const WINDOW = 2_000;
const MESSAGES = 20_000;

/** Answers like Advanta, and to any other URL like anybody. */
function provide() {
  let next = 0;
  const server = createHttpServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      next += 1;
      if (!request.url.startsWith('/advanta/')) return response.end(`{"id":"${next}","status":"OK"}`);
      const { smslist } = JSON.parse(Buffer.concat(chunks));
      const responses = (smslist ?? [{}]).map(({ clientsmsid }) => {
        next += 1;
        return { 'response-code': 200, messageid: next, clientsmsid };
      });
      response.end(JSON.stringify({ responses }));
    });
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
}

const accountsOf = (url) => ({
  single: {
    driver: 'http',
    key: 'http:bench',
    window: WINDOW,
    settings: {
      profile: 'generic',
      url: `${url}/send`,
      headers: { authorization: 'Bearer {{secret.token}}' },
      body: '{"to":"{{to}}","text":"{{text}}","reference":"{{id}}"}',
      answer: { id: 'id', code: 'status', success: ['OK'] },
    },
    secrets: { token: 'a token of the bench' },
  },
  bulk: {
    driver: 'http',
    key: 'http:bench',
    sender: 'BENCH',
    window: WINDOW,
    settings: { profile: 'advanta', base_url: `${url}/advanta/`, partner_id: '1' },
    secrets: { api_key: 'a key of the bench' },
  },
});

/** From the first job until the last `sent` has come. */
async function measure(account, messages) {
  const topics = topicsOf('bench');
  const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'signalbox-http-bench-'));
  const file = join(folder, 'worker.json');
  writeFileSync(file, JSON.stringify({ providers: [account] }));

  const broker = await Aedes.createBroker();
  const tcp = createServer((socket) => {
    socket.setNoDelay(true);
    broker.handle(socket);
  });
  await new Promise((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  const url = `mqtt://127.0.0.1:${tcp.address().port}`;
  const client = connectMqtt({ url, clientId: 'bench-server', clean: true });
  const started = Promise.withResolvers();
  const finished = Promise.withResolvers();
  const ends = new Map();
  let issued = 0;
  let upto = 0;
  client.handleMessage = (packet, done) => {
    const message = JSON.parse(packet.payload.toString());
    if (packet.topic === topics.state) {
      if (message.status === 'online') started.resolve();
      return done();
    }
    upto = message.events.at(-1).seq;
    for (const { id, type } of message.events) if (type !== 'accepted') ends.set(id, type);
    if (ends.size === messages) finished.resolve();
    done();
  };
  await new Promise((resolve) => client.once('connect', resolve));
  await client.subscribeAsync([topics.state, topics.events], { qos: 1 });

  const worker = fork(new URL('../dist/main.js', import.meta.url), {
    env: {
      ...process.env,
      ...{ WORKER_ID: 'bench', MQTT_URL: url, DATA_DIR: folder, LOG_LEVEL: 'warn', SIMULATOR_SIMS: '0' },
      ...{ WORKER_CONFIG: file, HTTP_ALLOWED_PRIVATE: '127.0.0.1' },
    },
  });
  worker.once('exit', (code) => {
    for (const waited of [started, finished]) waited.reject(new Error(`the worker ended with ${code}`));
  });
  finished.promise.catch(() => undefined);
  await started.promise;

  let confirmed = 0;
  const confirms = setInterval(() => {
    if (upto > confirmed)
      publish(client, topics.confirms, { v: 1, upto: (confirmed = upto), fence: 1 }).catch(() => {});
  }, 50);
  const begun = performance.now();
  const dispatch = setInterval(() => {
    const room = Math.min(WINDOW - (issued - ends.size), messages - issued, 500);
    if (room <= 0) return;
    const jobs = Array.from({ length: room }, () => {
      issued += 1;
      const to = `+2547${String(issued).padStart(8, '0')}`;
      const text = `Message ${issued}: your parcel has arrived and can be collected until Friday at 18:00.`;
      return {
        ...{ id: randomUUID(), attempt: 1, channel: account.key, to, text },
        ...{ encoding: 'gsm7', segments: 1, expires_at: null },
      };
    });
    publish(client, topics.jobs, { v: 1, fence: 1, issued_at: Date.now(), jobs }).catch(() => {});
  }, 10);
  await finished.promise;
  const seconds = (performance.now() - begun) / 1000;
  clearInterval(dispatch);
  clearInterval(confirms);
  const rss = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${worker.pid}/status`, 'utf8'))?.[1];
  // Fields 14 and 15 of proc(5)'s stat, in ticks of 10 ms.
  const stat = readFileSync(`/proc/${worker.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const cpu = (Number(stat[11]) + Number(stat[12])) * 10;
  worker.disconnect();
  await new Promise((resolve) => worker.once('exit', resolve));
  await client.endAsync(true);
  tcp.close();
  await new Promise((resolve) => broker.close(resolve));
  rmSync(folder, { recursive: true });
  const sent = [...ends.values()].filter((type) => type === 'sent').length;
  return {
    messages,
    sent,
    seconds: Number(seconds.toFixed(2)),
    per_second: Math.round(sent / seconds),
    worker_cpu_ms_per_message: Number((cpu / sent).toFixed(2)),
    worker_peak_mb: Math.round(Number(rss) / 1024),
  };
}

/** One request a message, and Advanta's bulk requests. */
export async function run({ messages = MESSAGES } = {}) {
  const provider = fork(new URL(import.meta.url), ['provider']);
  const [port] = await new Promise((resolve) => provider.once('message', (...given) => resolve(given)));
  const { single, bulk } = accountsOf(`http://127.0.0.1:${port}`);
  try {
    return { single: await measure(single, messages), bulk: await measure(bulk, messages) };
  } finally {
    provider.kill('SIGKILL');
  }
}

if (process.argv[2] === 'provider') provide();
else if (process.argv[1] === new URL(import.meta.url).pathname) {
  console.log(JSON.stringify(await run({ messages: Number(process.argv[2] ?? MESSAGES) })));
  process.exit(0);
}
