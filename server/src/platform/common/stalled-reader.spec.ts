import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { type Server, type ServerResponse, createServer } from 'node:http';
import { type AddressInfo, type Socket, connect } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { cutWhenStalled } from './stalled-reader.js';

const AFTER_MS = 1_000;
/** More than the buffers of two sockets hold. */
const MUCH = 2_000;
const CHUNK = Buffer.alloc(16 * 1024, 'x');

describe('a reader of a long answer', () => {
  let server: Server;
  let client: Socket;
  let made = 0;
  afterEach(() => {
    client.destroy();
    server.close();
  });

  /** @param pauseMs before each chunk */
  async function ask(chunks: number, pauseMs: number): Promise<ServerResponse> {
    made = 0;
    const source = async function* () {
      for (; made < chunks; made += 1) {
        if (pauseMs > 0) await wait(pauseMs);
        yield CHUNK;
      }
    };
    server = createServer((_, response) => {
      cutWhenStalled(response, AFTER_MS);
      Readable.from(source(), { highWaterMark: 1 }).pipe(response);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    client.on('error', () => undefined);
    client.write('GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
    const [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
    return response;
  }

  it('is cut when it takes nothing for a while, and the rest is never made', async () => {
    const response = await ask(MUCH, 0);
    await once(response, 'close');
    expect(made).toBeLessThan(MUCH);
  });

  it('gets all of it as long as it reads, however slowly it is made', async () => {
    await ask(MUCH, 0);
    client.resume();
    await once(client, 'close');
    expect(client.bytesRead).toBeGreaterThan(MUCH * CHUNK.length);
  });

  it('is not cut while the answer is being made', async () => {
    await ask(2, AFTER_MS * 1.5);
    client.resume();
    await once(client, 'close');
    expect(client.bytesRead).toBeGreaterThan(2 * CHUNK.length);
  });
});
