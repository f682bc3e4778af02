import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { MqttClient } from 'mqtt';
import { connectMqtt, LinkDown, publish } from './mqtt-link.js';

const CONNACK = Buffer.from([0x20, 0x02, 0x00, 0x00]);

const connected = (client: MqttClient): Promise<void> =>
  new Promise((resolve) => client.once('connect', () => resolve()));

/** A peer that accepts the connection and then acknowledges nothing. */
describe('a link to a broker that stops answering', () => {
  let server: Server;
  let client: MqttClient;
  const sockets: Socket[] = [];
  const received: Buffer[] = [];

  beforeEach(async () => {
    received.length = 0;
    server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      socket.once('data', () => socket.write(CONNACK));
      socket.on('data', (data) => received.push(data));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    client = connectMqtt({ url: `mqtt://127.0.0.1:${port}`, clientId: 'link', clean: false, reconnectMs: 20 });
  });

  afterEach(async () => {
    await client.endAsync(true);
    for (const socket of sockets.splice(0)) socket.destroy();
    server.close();
  });

  it('refuses to publish before it is connected', async () => {
    await expect(publish(client, 'a', {})).rejects.toBeInstanceOf(LinkDown);
  });

  it('rejects what was not acknowledged when the connection is lost, and does not send it again', async () => {
    await connected(client);
    const pending = publish(client, 'lost/topic', { a: 1 });
    setTimeout(() => sockets[0]?.destroy(), 20);
    await expect(pending).rejects.toBeInstanceOf(LinkDown);
    received.length = 0;
    await connected(client);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(sockets).toHaveLength(2);
    expect(Buffer.concat(received).includes('lost/topic')).toBe(false);
    expect(Object.keys(client.outgoing)).toEqual([]);
  });

  it('asks for no-delay on every socket', async () => {
    const first = client.stream as Socket;
    const asked = jest.spyOn(Object.getPrototypeOf(first) as Socket, 'setNoDelay');
    await connected(client);
    sockets[0]?.destroy();
    await connected(client);
    expect(client.stream).not.toBe(first);
    expect(asked.mock.contexts).toContain(client.stream);
    asked.mockRestore();
  });
});
