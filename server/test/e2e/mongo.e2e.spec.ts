import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { AuditRow } from '@signalbox/contracts/audit';
import type { Page } from '@signalbox/contracts/common';
import type { MessageDetail } from '@signalbox/contracts/messages';
import type { NumberList } from '@signalbox/contracts/number-lists';
import type { Pair } from '@signalbox/contracts/pairs';
import { type Connection, createConnection } from 'mongoose';
import { RECIPIENT } from '../app.js';
import { Client, expectProblem } from '../client.js';
import { ADMIN, Product } from '../product.js';
import { givenBy } from '../services/available.js';
import { describeWith } from '../services/describe-with.js';
import { startMongodb, type TestDocuments } from '../services/mongodb.js';
import { until } from '../until.js';

describeWith('mongodb', 'with documents in MongoDB', () => {
  let documents: TestDocuments;
  let database: Connection;
  let product: Product;
  let admin: Client;
  beforeAll(async () => {
    documents = await startMongodb();
    database = await createConnection(documents.uri).asPromise();
    product = await Product.start({ MONGODB_URI: documents.uri, SIMULATOR_REPORT_DELAY_MS: '20', LOG_LEVEL: 'warn' });
    admin = await signIn();
  });
  afterAll(async () => {
    await product?.dispose();
    await database?.close();
    await documents?.dispose();
  });

  async function signIn(): Promise<Client> {
    const { username: identifier, password } = ADMIN;
    const client = new Client(product.url);
    const { body } = await client.post<{ token: string }>('/api/v1/auth/login', { identifier, password });
    return client.with({ authorization: `Bearer ${body.token}` });
  }
  const newPair = async (operator: string): Promise<Pair> => {
    const { status, body, text } = await admin.post<Pair>('/api/v1/pairs', { country: 'KE', operator });
    if (status !== 201) throw new Error(text);
    return body;
  };
  const upload = async (name: string, text: string): Promise<string> => {
    const boundary = 'the-boundary-of-this-test';
    const part = (disposition: string, content: string) =>
      `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${content}\r\n`;
    const form = `${part('name="name"', name)}${part('name="file"; filename="list.csv"', text)}--${boundary}--\r\n`;
    const type = `multipart/form-data; boundary=${boundary}`;
    const { status, body, text: answer } = await admin.raw<NumberList>('/api/v1/number-lists', form, type);
    if (status !== 202) throw new Error(answer);
    return body.id;
  };
  const list = async (id: string) => (await admin.get<NumberList>(`/api/v1/number-lists/${id}`)).body;
  const delivered = async () => {
    const { status, body } = await admin.post<{ id: string }>('/api/v1/messages', { to: RECIPIENT, text: 'hello' });
    expect(status).toBe(202);
    await until(
      async () => (await admin.get<MessageDetail>(`/api/v1/messages/${body.id}`)).body.status === 'delivered',
    );
  };

  it('keeps pairs and lists there, over a kill -9', async () => {
    const pair = await newPair('Safaricom');
    const id = await upload('Customers', 'phone,name\n+254712345678,Ann\n+254712345679,Bob\nnonsense,Carl\n');
    const before = await until(async () => (await list(id)).status === 'ready' && (await list(id)));
    expect(before).toMatchObject({ rows: 2, rejected: 1 });
    await product.kill9();
    expect(await database.collection('country_operator').countDocuments({ operator: 'Safaricom' })).toBe(1);
    expect(await database.collection('number_lists').countDocuments({ name: 'Customers' })).toBe(1);
    await product.startAgain();
    admin = await signIn();
    expect((await admin.get(`/api/v1/pairs/${pair.id}`)).body).toEqual(pair);
    expect(await list(id)).toEqual(before);
    expect((await admin.get(`/api/v1/number-lists/${id}/rows.csv`)).text).toContain('254712345679');
  });

  it('has in the audit log what was and what is of a document', async () => {
    const { id } = await newPair('Audited');
    expect((await admin.patch(`/api/v1/pairs/${id}`, { is_high_priority: true })).status).toBe(200);
    expect((await admin.delete(`/api/v1/pairs/${id}`)).status).toBe(204);
    const { body } = await admin.get<Page<AuditRow>>(`/api/v1/audit?subject_id=${id}`);
    expect(body.data.map(({ action, before, after }) => [action, before, after])).toEqual([
      ['pairs.delete', expect.objectContaining({ operator: 'Audited', isHighPriority: true }), null],
      ['pairs.change', { isHighPriority: false }, { isHighPriority: true }],
      ['pairs.create', null, null],
    ]);
  });

  if (givenBy('mongodb') !== undefined) return;

  it('sends on while MongoDB is stopped, says what it cannot do, and goes on by itself', async () => {
    const pair = await newPair('Airtel');
    expect((await admin.get('/health/ready')).status).toBe(200);
    await documents.stop();
    await until(async () => (await admin.get('/health/ready')).status === 503);
    expect((await admin.get('/health/ready')).body).toEqual({
      status: 'unavailable',
      checks: { database: 'ok', broker: 'ok', mongodb: 'unavailable' },
    });
    expect((await admin.get('/health/live')).status).toBe(200);
    expectProblem(await admin.patch(`/api/v1/pairs/${pair.id}`, { active: false }), 503);
    expectProblem(await admin.post('/api/v1/pairs', { country: 'KE', operator: 'Telkom' }), 503);
    expectProblem(await admin.get('/api/v1/number-lists'), 503);
    await delivered();

    await documents.start();
    await until(async () => (await admin.get('/health/ready')).status === 200);
    expect((await admin.get('/api/v1/number-lists')).status).toBe(200);
    const { status, body } = await admin.patch<Pair>(`/api/v1/pairs/${pair.id}`, { active: false });
    expect({ status, active: body.active }).toEqual({ status: 200, active: false });
    await newPair('Telkom');
    await delivered();
  });

  it('sends on while MongoDB stands still', async () => {
    await documents.pause();
    try {
      await until(async () => (await admin.get('/health/ready')).status === 503);
      await delivered();
      expectProblem(await admin.get('/api/v1/number-lists'), 503);
    } finally {
      documents.resume();
    }
    await until(async () => (await admin.get('/health/ready')).status === 200);
    expect((await admin.get('/api/v1/number-lists')).status).toBe(200);
  });

  it('stops in order while MongoDB is away, and does not start without it', async () => {
    await documents.stop();
    expect(await product.stop()).toBe(0);
    const outcome = await product.startAgain().then(
      () => 'it started',
      (error: Error) => error.message,
    );
    expect(outcome).toMatch(/Signalbox cannot start: MONGODB_URI: MongoDB at 127\.0\.0\.1:\d+ does not answer/);
    await documents.start();
    await product.startAgain();
    admin = await signIn();
    await delivered();
  });
});
