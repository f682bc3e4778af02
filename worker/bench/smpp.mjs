// How many submit_sm a second a worker sends over one SMPP bind: a broker and a bare server in this process, the worker
// in another, an SMSC in a third. `node worker/bench/smpp.mjs [messages] [window] [reports]`, after `tsc -b worker`;
// with `reports` the SMSC sends a delivery report for each message, on the same bind.
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import { connectMqtt, publish } from '@signalbox/transport/mqtt-link';
import { topicsOf } from '@signalbox/contracts/topics';

const CHANNEL = 'smpp:bench';
const IN_FLIGHT = 8_000;
const next = (child) => new Promise((resolve) => child.once('message', resolve));

/** The worker's memory in MB, on Linux. */
const memoryOf = (pid) => {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024);
  } catch {
    return null;
  }
};

/** Sends so many messages and waits until each has its last event. @returns the figures */
export async function measure({ messages = 50_000, window = 100, reports = false } = {}) {
  const topics = topicsOf('bench');
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-smpp-bench-'));
  const broker = await Aedes.createBroker();
  const tcp = createServer((socket) => {
    socket.setNoDelay(true);
    broker.handle(socket);
  });
  await new Promise((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  const url = `mqtt://127.0.0.1:${tcp.address().port}`;
  const smsc = fork(new URL('./smsc.mjs', import.meta.url), reports ? ['reports'] : []);
  const { port } = await next(smsc);
  const settings = { host: '127.0.0.1', port, system_id: 'bench', window };
  const config = join(folder, 'worker.json');
  writeFileSync(config, JSON.stringify({ providers: [{ key: CHANNEL, driver: 'smpp', settings, window: 10_000 }] }));

  const online = Promise.withResolvers();
  const finished = Promise.withResolvers();
  const wanted = reports ? 'delivered' : 'sent';
  const count = { accepted: 0, sent: 0, delivered: 0 };
  const begun = { sent: 0 };
  let upto = 0;
  const client = connectMqtt({ url, clientId: 'bench-server', clean: true });
  client.handleMessage = (packet, done) => {
    const message = JSON.parse(packet.payload.toString());
    if (packet.topic === topics.state) {
      if (message.channels?.some(({ key, online: is }) => key === CHANNEL && is)) online.resolve();
      return done();
    }
    upto = message.events.at(-1).seq;
    for (const { type } of message.events) count[type] = (count[type] ?? 0) + 1;
    if (count.sent >= messages && !begun.sent) begun.sent = performance.now();
    if (count[wanted] >= messages) finished.resolve();
    done();
  };
  await new Promise((resolve) => client.once('connect', resolve));
  await client.subscribeAsync([topics.state, topics.events], { qos: 1 });
  const worker = fork(new URL('../dist/main.js', import.meta.url), {
    env: {
      ...process.env,
      WORKER_ID: 'bench',
      MQTT_URL: url,
      DATA_DIR: folder,
      LOG_LEVEL: 'warn',
      SIMULATOR_SIMS: '0',
      WORKER_CONFIG: config,
    },
  });
  await online.promise;

  let confirmed = 0;
  const confirms = setInterval(() => {
    if (upto <= confirmed) return;
    publish(client, topics.confirms, { v: 1, upto: (confirmed = upto), fence: 1 }).catch(() => {});
  }, 50);
  let issued = 0;
  const dispatch = setInterval(() => {
    const room = Math.min(IN_FLIGHT - (issued - count[wanted]), messages - issued, 500);
    if (room <= 0) return;
    const jobs = Array.from({ length: room }, () => {
      issued += 1;
      const to = `+2547${String(issued).padStart(8, '0')}`;
      const text = `Message ${issued}: your parcel has arrived and can be collected until Friday at 18:00.`;
      return {
        id: randomUUID(),
        attempt: 1,
        channel: CHANNEL,
        to,
        text,
        encoding: 'gsm7',
        segments: 1,
        expires_at: null,
      };
    });
    publish(client, topics.jobs, { v: 1, fence: 1, issued_at: Date.now(), jobs }).catch(() => {});
  }, 10);
  const start = performance.now();
  await finished.promise;
  const end = performance.now();
  clearInterval(dispatch);
  clearInterval(confirms);
  const rss = memoryOf(worker.pid);
  smsc.send('count');
  const { submits } = await next(smsc);

  const ended = new Promise((resolve) => worker.once('exit', resolve));
  worker.disconnect();
  await ended;
  smsc.disconnect();
  await client.endAsync(true);
  tcp.close();
  await new Promise((resolve) => broker.close(resolve));
  rmSync(folder, { recursive: true });
  const perSecond = (until) => Math.round(messages / ((until - start) / 1000));
  return {
    messages,
    window,
    reports,
    seconds: Number(((end - start) / 1000).toFixed(2)),
    submits,
    submits_per_second: perSecond(begun.sent),
    ...(reports ? { delivered_per_second: perSecond(end) } : {}),
    worker_rss_mb: rss,
  };
}

if (process.argv[1] === import.meta.filename) {
  const [messages, window, reports] = process.argv.slice(2);
  const options = { reports: reports === 'reports' };
  if (messages) options.messages = Number(messages);
  if (window) options.window = Number(window);
  console.log(JSON.stringify(await measure(options)));
}
