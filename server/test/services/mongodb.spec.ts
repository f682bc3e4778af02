import { afterAll, beforeAll, expect, it } from '@jest/globals';
import mongoose, { type Connection } from 'mongoose';
import { until } from '../until.js';
import { givenBy } from './available.js';
import { describeWith } from './describe-with.js';
import { startMongodb, type TestDocuments } from './mongodb.js';

describeWith('mongodb', 'a MongoDB for tests', () => {
  let documents: TestDocuments;
  let connection: Connection;
  const words = () => connection.collection<{ _id: string; count: number }>('words');
  beforeAll(async () => {
    documents = await startMongodb();
    const options = { serverSelectionTimeoutMS: 1_000, bufferCommands: false };
    connection = await mongoose.createConnection(documents.uri, options).asPromise();
  });
  afterAll(async () => {
    await connection?.close();
    await documents?.dispose();
  });

  it('begins empty and keeps what is written', async () => {
    expect(await words().countDocuments()).toBe(0);
    await words().insertOne({ _id: 'señal', count: 0 });
    expect(await words().findOne({ _id: 'señal' })).toEqual({ _id: 'señal', count: 0 });
    await expect(words().insertOne({ _id: 'señal', count: 1 })).rejects.toMatchObject({ code: 11_000 });
  });

  it('counts every one of 200 increments at once', async () => {
    await words().insertOne({ _id: 'many', count: 0 });
    await Promise.all(Array.from({ length: 200 }, () => words().updateOne({ _id: 'many' }, { $inc: { count: 1 } })));
    expect(await words().findOne({ _id: 'many' })).toEqual({ _id: 'many', count: 200 });
  });

  if (givenBy('mongodb') !== undefined) return;

  it('keeps what was written when it is stopped, and comes back where it was', async () => {
    await words().insertOne({ _id: 'kept', count: 1 });
    await documents.stop();
    await expect(words().findOne({ _id: 'kept' })).rejects.toThrow();
    await documents.start();
    // The connection comes back by itself, a moment later.
    const kept = await until(() =>
      words()
        .findOne({ _id: 'kept' })
        .catch(() => undefined),
    );
    expect(kept).toEqual({ _id: 'kept', count: 1 });
  });
});
