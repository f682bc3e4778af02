import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Session } from '@signalbox/contracts/auth';
import type { Page } from '@signalbox/contracts/common';
import type { NumberListRow } from '@signalbox/contracts/number-lists';
import type { Account } from '../app.js';
import { Client } from '../client.js';
import { ADMIN, Product } from '../product.js';
import { until } from '../until.js';
import { LISTS, ended, post } from '../uploads.js';

const ROWS = 150_000;

describe('a list whose import is cut off by kill -9', () => {
  let product: Product;
  beforeAll(async () => {
    product = await Product.start({ EMBEDDED_WORKER: 'false' });
  });
  afterAll(() => product?.dispose());

  const signIn = async (): Promise<Account> => {
    const client = new Client(product.url);
    const login = { identifier: ADMIN.username, password: ADMIN.password };
    const { body } = await client.post<Session>('/api/v1/auth/login', login);
    const { token, user } = body;
    return Object.assign(client.with({ authorization: `Bearer ${token}` }), { token, user });
  };
  const uploads = () => join(product.dataFolder, 'uploads');

  it('is imported by the next start, each row once, and no file is left', async () => {
    const admin = await signIn();
    const text = Array.from({ length: ROWS }, (_, n) => `07${10_000_000 + n},Name ${n}`).join('\n');
    const { body, status } = await post(admin, [['file', { content: gzipSync(`phone,name\n${text}`) }]]);
    expect(status).toBe(202);
    // Some of it is stored, not all.
    await until(async () => ((await admin.get<{ read: number }>(`${LISTS}/${body.id}`)).body.read ?? 0) > 0);
    await product.kill9();
    expect(readdirSync(uploads())).toEqual([`${body.id}.upload`]);
    mkdirSync(uploads(), { recursive: true });
    writeFileSync(join(uploads(), `${'a'.repeat(24)}.part`), 'an upload that was cut off');

    await product.startAgain();
    const list = await ended(await signIn(), body.id);
    expect(list).toMatchObject({ status: 'ready', rows: ROWS, read: ROWS, duplicates: 0, rejected: 0 });
    const { body: last } = await (
      await signIn()
    ).get<Page<NumberListRow>>(`${LISTS}/${body.id}/rows?cursor=${Buffer.from(`s${ROWS - 2}`).toString('base64url')}`);
    expect(last).toMatchObject({ data: [{ row: ROWS - 1, values: { name: `Name ${ROWS - 1}` } }], next_cursor: null });
    await until(() => readdirSync(uploads()).length === 0);
  });
});
