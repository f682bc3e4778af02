import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { topicsOf } from '@signalbox/contracts/topics';
import { EmbeddedBrokerService } from '../../src/platform/modem-bus/embedded-broker.service.js';
import { LARGEST_PUBLISH } from '../../src/platform/modem-bus/packet-sizes.js';
import { TestApp } from '../app.js';
import { FakeWorker } from '../fake-worker.js';
import { metric } from '../metrics.js';
import { until } from '../until.js';

/** Resolves when a connection has ended, however. */
const closed = (connection: { once: (event: 'close', listener: () => void) => unknown }): Promise<void> =>
  new Promise((resolve) => connection.once('close', () => resolve()));

/** A packet's type and the length of 256 MB that it says it has. */
const huge = (type: number) => Buffer.from([type << 4, 0xff, 0xff, 0xff, 0x7f]);

describe('the embedded broker', () => {
  let app: TestApp;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    app = await TestApp.start({ MQTT_LISTEN: '127.0.0.1:0' });
  });
  afterAll(() => app?.stop());
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
  });

  async function open(): Promise<Socket> {
    const socket = connect(app.get(EmbeddedBrokerService).outsidePort ?? 0, '127.0.0.1');
    socket.on('error', () => undefined);
    sockets.push(socket);
    await once(socket, 'connect');
    return socket;
  }
  const worker = (id: string) => FakeWorker.connect(id, app.get(EmbeddedBrokerService).workerCredentials(id));

  it.each([
    ['a CONNECT of 256 MB', 1],
    ['a PUBLISH of 256 MB before any CONNECT', 3],
  ])('ends the connection at the first octets of %s', async (_, type) => {
    const before = process.memoryUsage().rss;
    const socket = await open();
    socket.write(huge(type));
    const ended = closed(socket);
    for (let sent = 0; sent < 32 && !socket.destroyed; sent++) socket.write(Buffer.alloc(1024 * 1024));
    await ended;
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  it('takes from a worker what is large, ends it at what is too large, and goes on with others', async () => {
    const [one, other] = [await worker('one'), await worker('other')];
    const { events } = topicsOf('one');
    await one.client.publishAsync(events, Buffer.alloc(LARGEST_PUBLISH - 1000, 0x20), { qos: 1 });
    one.client.on('error', () => undefined);
    const gone = closed(one.client);
    one.client.publish(events, Buffer.alloc(LARGEST_PUBLISH + 1), { qos: 0 });
    await gone;
    await other.client.publishAsync(topicsOf('other').events, '{}', { qos: 1 });
    await other.client.endAsync();
  });

  it('has no brackets of a worker made into millions of lists, on any of its topics', async () => {
    const rogue = await worker('rogue');
    const { state, events, replies } = topicsOf('rogue');
    const before = await metric(app.anonymous, 'mqtt_packets_dropped_total', { reason: 'json' });
    const payload = `[${'[],'.repeat(2_000_000)}[]]`;
    for (const topic of [state, events, replies]) await rogue.client.publishAsync(topic, payload, { qos: 1 });
    await until(
      async () => (await metric(app.anonymous, 'mqtt_packets_dropped_total', { reason: 'json' })) >= before + 3,
    );
    await rogue.client.endAsync();
  });

  it('lets no more than fifty wait that have not said who they are, and still lets in a worker from elsewhere', async () => {
    const waiting: Socket[] = [];
    for (let count = 0; count < 50; count++) waiting.push(await open());
    await closed(await open());
    expect(waiting.every((socket) => !socket.destroyed)).toBe(true);
    waiting[0]?.destroy();
    await until(async () => {
      const socket = await open();
      const ended = closed(socket).then(() => 'ended');
      return (await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 100, 'open'))])) === 'open';
    });
  });
});
