import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import { connectMqtt, publish } from '@signalbox/transport/mqtt-link';
import { topicsOf } from '@signalbox/contracts/topics';

const TICK_MS = 10;
const CONFIRM_MS = 50;
const JOBS_PER_PACKET = 500;

/** An embedded broker on a free port. */
async function startBroker() {
  const broker = await Aedes.createBroker();
  const listener = createServer({ noDelay: true }, broker.handle);
  await new Promise((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const stop = async () => {
    listener.close();
    await new Promise((resolve) => broker.close(resolve));
  };
  return { url: `mqtt://127.0.0.1:${listener.address().port}`, stop };
}

const jobOf = (number, channel) => ({
  id: randomUUID(),
  attempt: 1,
  channel,
  to: `+2547${String(number).padStart(8, '0')}`,
  text: `Message ${number}: your parcel has arrived and can be collected until Friday at 18:00.`,
  encoding: 'gsm7',
  segments: 1,
  expires_at: null,
});

/** What Linux tells of a process: memory in MB, now and at most, and CPU time in ms (proc(5)). */
function usageOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024);
  const [user, system] = (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1] ?? '').split(' ').slice(11, 13);
  return { rssMb: megabytes('VmRSS'), peakMb: megabytes('VmHWM'), cpuMs: (Number(user) + Number(system)) * 10 };
}

/**
 * Gives jobs to a built worker, a process of its own, until so many have come to `last`: a broker and a bare server in
 * this process. The data goes below BENCH_DIR, or the system's folder for temporary files.
 * @param {object} options
 * @param {number} options.messages
 * @param {number} options.inFlight jobs at the worker at once
 * @param {object} [options.file] what its configuration file says; without one it has its simulator
 * @param {Record<string, string>} [options.env]
 * @param {string} [options.last] the event that ends a job
 */
export async function runWorker({ messages, inFlight, file, env = {}, last = 'sent' }) {
  const topics = topicsOf('bench');
  const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'signalbox-worker-bench-'));
  const broker = await startBroker();
  const client = connectMqtt({ url: broker.url, clientId: 'bench-server', clean: true });
  const online = Promise.withResolvers();
  const finished = Promise.withResolvers();
  const counts = { packets: 0, events: 0 };
  /** When the last of each kind of event came. */
  const at = {};
  const ended = () => (counts[last] ?? 0) + (counts.failed ?? 0) + (counts.uncertain ?? 0);
  let channels = [];
  let upto = 0;
  client.handleMessage = (packet, done) => {
    const message = JSON.parse(packet.payload.toString());
    if (packet.topic === topics.state) {
      channels = (message.channels ?? []).filter((channel) => channel.online);
      if (channels.length > 0) online.resolve();
      return done();
    }
    upto = message.events.at(-1).seq;
    counts.packets += 1;
    counts.events += message.events.length;
    for (const { type } of message.events) {
      counts[type] = (counts[type] ?? 0) + 1;
      at[type] = performance.now();
    }
    if (ended() >= messages) finished.resolve();
    done();
  };
  await new Promise((resolve) => client.once('connect', resolve));
  await client.subscribeAsync([topics.state, topics.events], { qos: 1 });

  const given = { WORKER_ID: 'bench', MQTT_URL: broker.url, DATA_DIR: folder, LOG_LEVEL: 'warn', ...env };
  if (file) {
    given.WORKER_CONFIG = join(folder, 'worker.json');
    writeFileSync(given.WORKER_CONFIG, JSON.stringify(file));
  }
  const worker = fork(new URL('../dist/main.js', import.meta.url), { env: { ...process.env, ...given } });
  worker.once('exit', (code) => {
    for (const waited of [online, finished]) waited.reject(new Error(`the worker ended with ${code}`));
  });
  finished.promise.catch(() => undefined);
  await online.promise;

  let confirmed = 0;
  const confirms = setInterval(() => {
    if (upto <= confirmed) return;
    publish(client, topics.confirms, { v: 1, upto: (confirmed = upto), fence: 1 }).catch(() => {});
  }, CONFIRM_MS);
  let issued = 0;
  const dispatch = setInterval(() => {
    const room = Math.min(inFlight - (issued - ended()), messages - issued, JOBS_PER_PACKET);
    if (room <= 0) return;
    const jobs = Array.from({ length: room }, () => jobOf(++issued, channels[issued % channels.length].key));
    publish(client, topics.jobs, { v: 1, fence: 1, issued_at: Date.now(), jobs }).catch(() => {});
  }, TICK_MS);
  const began = performance.now();
  await finished.promise;
  clearInterval(dispatch);
  clearInterval(confirms);
  const usage = usageOf(worker.pid);

  const gone = new Promise((resolve) => worker.once('exit', resolve));
  worker.disconnect();
  await gone;
  await client.endAsync(true);
  await broker.stop();
  rmSync(folder, { recursive: true });
  const seconds = Object.fromEntries(Object.entries(at).map(([type, when]) => [type, (when - began) / 1000]));
  return { counts, seconds, usage };
}
