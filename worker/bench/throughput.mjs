// How many messages a second one worker takes from jobs to delivered: a broker and a bare server in this process, the
// worker in another, on its simulator. `node worker/bench/throughput.mjs [messages]`, after `tsc -b worker`.
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Aedes } from 'aedes';
import { connectMqtt, publish } from '@signalbox/transport/mqtt-link';
import { topicsOf } from '@signalbox/contracts/topics';

const MESSAGES = Number(process.argv[2] ?? 50_000);
const IN_FLIGHT = 8_000;
const topics = topicsOf('bench');
const folder = mkdtempSync(join(tmpdir(), 'signalbox-worker-bench-'));

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
let channels = [];
let issued = 0;
let packets = 0;
let events = 0;
let upto = 0;
let begun = 0;
const ends = new Set();

client.handleMessage = (packet, done) => {
  const message = JSON.parse(packet.payload.toString());
  if (packet.topic === topics.state) {
    if (message.status === 'online') {
      channels = message.channels;
      started.resolve();
    }
    return done();
  }
  packets += 1;
  events += message.events.length;
  upto = message.events.at(-1).seq;
  for (const event of message.events) if (event.type === 'delivered') ends.add(event.id);
  if (ends.size === MESSAGES) finished.resolve();
  done();
};
await new Promise((resolve) => client.once('connect', resolve));
await client.subscribeAsync([topics.state, topics.events], { qos: 1 });

const worker = fork(new URL('../dist/main.js', import.meta.url), {
  env: { ...process.env, WORKER_ID: 'bench', MQTT_URL: url, DATA_DIR: folder, LOG_LEVEL: 'warn' },
});
await started.promise;

let confirmed = 0;
const confirms = setInterval(() => {
  if (upto > confirmed) publish(client, topics.confirms, { v: 1, upto: (confirmed = upto), fence: 1 }).catch(() => {});
}, 50);
const dispatch = setInterval(() => {
  const room = Math.min(IN_FLIGHT - (issued - ends.size), MESSAGES - issued, 500);
  if (room <= 0) return;
  const jobs = Array.from({ length: room }, () => {
    issued += 1;
    const to = `+2547${String(issued).padStart(8, '0')}`;
    const text = `Message ${issued}: your parcel has arrived and can be collected until Friday at 18:00.`;
    const channel = channels[issued % channels.length].key;
    return { id: randomUUID(), attempt: 1, channel, to, text, encoding: 'gsm7', segments: 1, expires_at: null };
  });
  publish(client, topics.jobs, { v: 1, fence: 1, issued_at: Date.now(), jobs }).catch(() => {});
}, 10);

begun = performance.now();
await finished.promise;
const seconds = (performance.now() - begun) / 1000;
clearInterval(dispatch);
clearInterval(confirms);
console.log(
  JSON.stringify({
    messages: MESSAGES,
    seconds: Number(seconds.toFixed(2)),
    per_second: Math.round(MESSAGES / seconds),
    event_packets: packets,
    events_per_packet: Math.round(events / packets),
  }),
);
worker.disconnect();
await new Promise((resolve) => worker.once('exit', resolve));
await client.endAsync(true);
tcp.close();
broker.close();
rmSync(folder, { recursive: true });
