import { afterEach, expect, it } from '@jest/globals';
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import { accessList } from '../../src/platform/modem-bus/broker-access.js';
import { describeWith } from './describe-with.js';
import { givenBy } from './available.js';
import { startBroker, startMosquitto, type TestBroker } from './mosquitto.js';

/** The next packet that reaches the client. */
const nextPacket = (client: MqttClient) =>
  new Promise<{ text: string; qos: number }>((resolve) => {
    client.once('message', (_topic, payload, { qos }) => resolve({ text: payload.toString(), qos }));
  });

describeWith('mosquitto', 'a Mosquitto for tests', () => {
  let broker: TestBroker;
  const clients: MqttClient[] = [];
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
    await broker?.stop();
  });

  const client = async (options: IClientOptions = {}) => {
    const connected = await connectAsync(broker.url, { reconnectPeriod: 0, ...options });
    clients.push(connected);
    return connected;
  };

  it('carries a packet with QoS 1', async () => {
    broker = await startBroker();
    const [reader, writer] = [await client(), await client()];
    const topic = `signalbox-test/${process.pid}`;
    await reader.subscribeAsync(topic, { qos: 1 });
    const arrived = nextPacket(reader);
    await writer.publishAsync(topic, 'hello', { qos: 1 });
    expect(await arrived).toEqual({ text: 'hello', qos: 1 });
  });

  if (givenBy('mosquitto') !== undefined) return;

  it('lets in only those who know a password', async () => {
    broker = await startMosquitto({ users: [{ username: 'server', password: 'correct horse' }] });
    await expect(client({ username: 'server', password: 'wrong' })).rejects.toThrow(/not authorized/i);
    await expect(client()).rejects.toThrow(/not authorized/i);
    expect((await client({ username: 'server', password: 'correct horse' })).connected).toBe(true);
  });

  it("lets a worker hear and speak for itself only, by the product's access list", async () => {
    broker = await startMosquitto({
      users: [
        { username: 'server', password: 'all' },
        { username: 'worker.w1', password: 'one' },
      ],
      access: accessList('server', ['w1', 'w2']).split('\n'),
    });
    const server = await client({ username: 'server', password: 'all' });
    const worker = await client({ username: 'worker.w1', password: 'one' });
    await server.subscribeAsync('signalbox/v1/+/events', { qos: 1 });
    await worker.subscribeAsync('signalbox/v1/+/jobs', { qos: 1 });
    const [reported, ordered] = [nextPacket(server), nextPacket(worker)];

    await worker.publishAsync('signalbox/v1/w2/events', "another's event", { qos: 1 });
    await worker.publishAsync('signalbox/v1/w1/events', 'its own event', { qos: 1 });
    expect((await reported).text).toBe('its own event');

    await server.publishAsync('signalbox/v1/w2/jobs', "another's job", { qos: 1 });
    await server.publishAsync('signalbox/v1/w1/jobs', 'its own job', { qos: 1 });
    expect((await ordered).text).toBe('its own job');
  });

  it('comes back on the same port after it was killed', async () => {
    broker = await startMosquitto();
    await client();
    await broker.kill9();
    await expect(client()).rejects.toThrow();
    await broker.restart();
    expect((await client()).connected).toBe(true);
  });

  it('keeps a retained packet over a restart when it is persistent', async () => {
    broker = await startMosquitto({ persistent: true });
    const writer = await client();
    await writer.publishAsync('signalbox-test/kept', 'yes', { qos: 1, retain: true });
    await broker.restart();
    const reader = await client();
    const arrived = nextPacket(reader);
    await reader.subscribeAsync('signalbox-test/kept', { qos: 1 });
    expect(await arrived).toEqual({ text: 'yes', qos: 1 });
  });
});
