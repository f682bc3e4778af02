import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Connection, createConnection } from 'mongoose';
import { PairRepository } from '../../src/messaging/pairs/pair.repository.js';
import type { Pair } from '../../src/messaging/pairs/pair.js';
import { describeWith } from '../services/describe-with.js';
import { borrowMongodb, type TestDocuments } from '../services/mongodb.js';
import { Storage } from './storage.js';

describeWith('mongodb', 'a database of the country-operator system', () => {
  let documents: TestDocuments;
  let database: Connection;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-old-pairs-'));
    documents = await borrowMongodb();
    database = await createConnection(documents.uri).asPromise();
  });
  afterAll(async () => {
    await database?.close();
    await documents?.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  const old = () => database.collection('country_operator');
  /** A start, and what it finds. */
  const started = async (): Promise<Pair[]> => {
    const storage = await Storage.open({ DATA_DIR: folder, MONGODB_URI: documents.uri }, () => Promise.resolve());
    try {
      return await storage.get(PairRepository).all();
    } finally {
      await storage.close();
    }
  };
  const named = (pairs: readonly Pair[]) => pairs.map(({ country, operator }) => `${country} ${operator}`);

  it('is brought up to date at the start, and is the same at the next', async () => {
    const { insertedIds } = await old().insertMany([
      { country: 'Kenya', operator: 'Safaricom', is_high_priority: false },
      { country: 'Kenya', operator: 'Airtel', is_high_priority: false },
      { country: 'KE', operator: 'SAFARICOM', is_high_priority: true },
      { country: 'Kenya', operator: 'Faiba', is_high_priority: true },
      { country: 'UG', operator: 'Roke', is_high_priority: false },
      { country: 'Atlantis', operator: 'MTN', is_high_priority: true },
      { country: 'Lemuria', operator: 'MTN', is_high_priority: true },
      { operator: 17 },
    ]);
    const pairs = await started();
    expect(named(pairs)).toEqual(['KE Airtel', 'KE Faiba', 'KE Safaricom', 'QM MTN', 'QN 17', 'UG Roke', 'ZZ MTN']);
    const safaricom = pairs.find(({ operator }) => operator === 'Safaricom');
    // The oldest of the two, with the priority that one of them has, and the prefixes that are known of it.
    expect(safaricom).toMatchObject({
      id: String(insertedIds[0]),
      countryLabel: 'Kenya',
      isHighPriority: true,
      active: true,
      mcc: '639',
    });
    expect(safaricom?.prefixes.length).toBeGreaterThan(5);
    // However the country was written: such a pair has no prefixes by which a message would find it.
    for (const name of ['Faiba', 'Roke']) {
      expect(pairs.find(({ operator }) => operator === name)).toMatchObject({ prefixes: [], takesRest: true });
    }
    expect(pairs.filter(({ active }) => !active).map(({ countryLabel }) => countryLabel)).toEqual([
      'Lemuria',
      'unknown',
      'Atlantis',
    ]);
    expect(await started()).toEqual(pairs);
  });

  it('may have the same written beside us: what is there stays, and the next start adds what is new', async () => {
    const before = await started();
    await old().insertMany([
      { country: 'Kenya', operator: 'Airtel', is_high_priority: true },
      { country: 'Uganda', operator: 'Nobody knows', is_high_priority: false },
    ]);
    const storage = await Storage.open({ DATA_DIR: folder, MONGODB_URI: documents.uri }, () => Promise.resolve());
    await old().insertOne({ country: 'Rwanda', operator: 'MTN', is_high_priority: false });
    const after = await storage.get(PairRepository).all();
    await storage.close();
    expect(named(after)).toEqual([...named(before), 'UG Nobody knows'].sort());
    const airtel = before.find(({ operator }) => operator === 'Airtel');
    expect(after.find(({ operator }) => operator === 'Airtel')).toEqual({ ...airtel, isHighPriority: true });
    expect(named(await started())).toContain('RW MTN');
    expect(await old().countDocuments({ is_high_priority: { $exists: true } })).toBe(0);
  });
});
