import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { CreatedApiKey, Session } from '@signalbox/contracts/auth';
import { type RowDataPacket, createConnection } from 'mysql2/promise';
import { RECIPIENT } from '../app.js';
import { Client } from '../client.js';
import { ADMIN, Product } from '../product.js';
import { describeWith } from '../services/describe-with.js';
import { borrowMariadb, type TestDatabase } from '../services/mariadb.js';
import { until } from '../until.js';

/** A server that is told to end while everybody is at work: what it answered is kept, and its last words are no errors. */
function stopSuite(settings: () => Record<string, string>): void {
  let product: Product | undefined;
  afterEach(async () => {
    await product?.dispose();
    product = undefined;
  });

  it('keeps what it accepted, and writes to no database that is closed', async () => {
    product = await Product.start(settings());
    const { url } = product;
    const anonymous = new Client(url);
    const { body: session } = await anonymous.post<Session>('/api/v1/auth/login', {
      identifier: ADMIN.username,
      password: ADMIN.password,
    });
    const admin = anonymous.with({ authorization: `Bearer ${session.token}` });
    const { body: key } = await admin.post<CreatedApiKey>('/api/v1/api-keys', { name: 'load' });
    const caller = anonymous.with({ 'x-api-key': key.key });

    const accepted: string[] = [];
    const sender = async () => {
      for (;;) {
        const answer = await fetch(`${url}/api/v1/messages`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-api-key': key.key },
          body: JSON.stringify({ to: RECIPIENT, text: 'hello' }),
        });
        if (answer.status === 202) accepted.push(((await answer.json()) as { id: string }).id);
      }
    };
    const senders = Array.from({ length: 12 }, () => sender().catch(() => undefined));
    await until(() => accepted.length > 200);
    expect(await product.stop()).toBe(0);
    await Promise.all(senders);
    expect(accepted.length).toBeGreaterThan(50);
    const troubles = product.log.split('\n').filter((line) => /"level":(50|60)/.test(line));
    expect(troubles).toEqual([]);

    await product.startAgain();
    const found = await Promise.all(accepted.slice(-100).map((id) => caller.get(`/api/v1/messages/${id}`)));
    expect(new Set(found.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await product.stop()).toBe(0);
  });
}

describe('a server that is stopped under load, on SQLite', () => stopSuite(() => ({})));

describeWith('mariadb', 'a server that is stopped under load, on MariaDB', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await borrowMariadb();
  });
  afterAll(() => database?.stop());

  stopSuite(() => ({ DATABASE_URL: database.url }));

  it('has taken its row with it', async () => {
    const connection = await createConnection({ uri: database.url });
    const [rows] = await connection.query<RowDataPacket[]>('SELECT id FROM write_lanes');
    await connection.end();
    expect(rows).toEqual([]);
  });
});
