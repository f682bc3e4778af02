import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from '@signalbox/contracts/common';
import type { Health } from '@signalbox/contracts/health';
import type { Message } from '@signalbox/contracts/messages';
import type { SimCard } from '@signalbox/contracts/sim-cards';
import { RECIPIENT } from '../app.js';
import { Client } from '../client.js';
import { ADMIN, Product } from '../product.js';
import { until } from '../until.js';

/** Whose files cannot grow beyond so many bytes from now on: to a process that is as if its disk were full. */
const limit = (pid: number, bytes: number | 'unlimited'): void =>
  void execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`]);

describe('a disk that takes nothing any more', () => {
  let product: Product;
  let client: Client;
  beforeEach(async () => {
    // For people, which is shorter: the log itself must have room below the limits.
    product = await Product.start({ LOG_LEVEL: 'info', LOG_FORMAT: 'text', SIMULATOR_REPORT_DELAY_MS: '0' });
    const { body } = await new Client(product.url).post<{ token: string }>('/api/v1/auth/login', {
      identifier: ADMIN.username,
      password: ADMIN.password,
    });
    client = new Client(product.url).with({ authorization: `Bearer ${body.token}` });
    await until(async () => (await simCards()).some(({ online }) => online));
  });
  afterEach(() => product?.dispose());

  const simCards = async () => (await client.get<Page<SimCard>>('/api/v1/sim-cards')).body.data;
  const send = () => client.post<Message>('/api/v1/messages', { to: RECIPIENT, text: 'hello' });
  const sent = async (answer = send()): Promise<string> => {
    const { status, body } = await answer;
    expect(status).toBe(202);
    return body.id;
  };
  const delivered = (ids: readonly string[]) =>
    until(async () => {
      const { body } = await client.get<Page<Message>>('/api/v1/messages?status=delivered&limit=500');
      return ids.every((id) => body.data.some((message) => message.id === id));
    });
  const health = () => client.get<Health>('/health/ready');
  /** So much is written, and nothing can be added. */
  const full = (log: string): number => statSync(join(product.dataFolder, log)).size;
  const lines = (of: string): string[] => product.log.split('\n').filter((line) => line.includes(of));

  it('is no error of the server: 503 with the reason, said once, and all goes on when there is room', async () => {
    const before = await sent();
    await delivered([before]);
    limit(product.pid, full('signalbox.sqlite-wal'));
    const answers = await Promise.all(Array.from({ length: 20 }, send));
    for (const { status, headers, text } of answers) {
      expect({ status, after: headers.get('retry-after') }).toEqual({ status: 503, after: '10' });
      expect(text).toMatch(/Nothing can be stored: the disk (is full|fails)/);
    }
    const { status, body } = await health();
    expect({ status, body }).toEqual({
      status: 503,
      body: {
        status: 'unavailable',
        checks: { database: 'unavailable', broker: 'ok' },
        reason: expect.stringMatching(/^nothing can be stored: the disk (is full|fails)$/),
      },
    });
    expect((await client.get('/api/v1/messages')).status).toBe(200);
    expect(lines('nothing can be stored: the disk')).toHaveLength(1);
    expect(lines('    at ')).toEqual([]);

    limit(product.pid, 'unlimited');
    await until(async () => (await health()).status === 200);
    expect(lines('what is stored arrives again')).toHaveLength(1);
    await delivered([before, await sent()]);
    const { body: all } = await client.get<Page<Message>>('/api/v1/messages');
    expect(all.data).toHaveLength(2);
  });

  it('keeps a worker from taking jobs, which its channels show; they go out when there is room', async () => {
    await delivered([await sent()]);
    const worker = Number(readFileSync(`/proc/${product.pid}/task/${product.pid}/children`, 'utf8').trim());
    limit(worker, full('worker-local/journal.db-wal'));
    const ids: string[] = [];
    // Until its log has used up the room that it has had: what was in it may be in the database by now.
    await until(async () => {
      ids.push(await sent());
      return (await simCards()).every(
        ({ online, trouble }) => !online && /cannot keep jobs: the disk/.test(trouble ?? ''),
      );
    });
    ids.push(await sent(), await sent());
    expect(lines('no jobs are taken: the disk')).toHaveLength(1);
    expect(lines('    at ')).toEqual([]);

    limit(worker, 'unlimited');
    await delivered(ids);
    expect((await simCards()).every(({ online, trouble }) => online && trouble === null)).toBe(true);
  });

  it('is not the end of a server or a worker whose log is on it', async () => {
    await delivered([await sent()]);
    const worker = Number(readFileSync(`/proc/${product.pid}/task/${product.pid}/children`, 'utf8').trim());
    for (const pid of [product.pid, worker]) limit(pid, 1);
    await until(async () => (await send()).status === 503);
    await until(async () => (await health()).status === 503);

    for (const pid of [product.pid, worker]) limit(pid, 'unlimited');
    await until(async () => (await health()).status === 200);
    await delivered([await sent()]);
    const children = readFileSync(`/proc/${product.pid}/task/${product.pid}/children`, 'utf8').trim();
    expect(Number(children)).toBe(worker);
    expect(lines('nothing can be stored: the disk')).toHaveLength(1);
  });
});
