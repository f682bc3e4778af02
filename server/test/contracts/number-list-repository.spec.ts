import { describe, expect, it } from '@jest/globals';
import type { OnApplicationBootstrap } from '@nestjs/common';
import mongoose from 'mongoose';
import { NumberListRepository } from '../../src/campaigns/number-lists/number-list.repository.js';
import { Database } from '../../src/storage/typeorm/database.js';
import { listWith } from '../documents.js';
import { describeWith } from '../services/describe-with.js';
import { numberListRepositoryContract } from './number-list-repository.contract.js';
import { openMariadb, openMongodb, type OpenStorage, openSqlite, type Storage } from './storage.js';

describe('number lists on SQLite', () => {
  numberListRepositoryContract(openSqlite);
  removalContract(openSqlite, forgetInSql);
});
describeWith('mariadb', 'number lists on MariaDB', () => {
  numberListRepositoryContract(openMariadb);
  removalContract(openMariadb, forgetInSql);
});
describeWith('mongodb', 'number lists in MongoDB', () => {
  numberListRepositoryContract(openMongodb);
  removalContract(openMongodb, async ({ config }, id) => {
    const connection = await mongoose.createConnection(config.env.MONGODB_URI ?? '').asPromise();
    await connection.collection<{ _id: string }>('number_lists').deleteOne({ _id: id });
    await connection.close();
  });
});

async function forgetInSql(storage: Storage, id: string): Promise<void> {
  await storage.get(Database).write((tx) => tx.run('DELETE FROM number_lists WHERE id = ?', [id]));
}

/** @param forget takes a list away and leaves its chunks, as a crash in the middle of a removal does */
function removalContract(open: OpenStorage, forget: (storage: Storage, id: string) => Promise<void>): void {
  it('takes away at the next start what a crash left of a removed list', async () => {
    const storage = await open();
    try {
      const lists = storage.get(NumberListRepository);
      const [gone, stays] = [listWith(), listWith()];
      for (const list of [gone, stays]) {
        await lists.create(list);
        for (let number = 0; number < 20; number++) await lists.putChunk(list.id, 'rows', number, Buffer.from('x'));
      }
      await forget(storage, gone.id);
      expect(await lists.chunk(gone.id, 'rows', 19)).not.toBeNull();
      await (lists as NumberListRepository & OnApplicationBootstrap).onApplicationBootstrap();
      expect(await lists.chunk(gone.id, 'rows', 0)).toBeNull();
      expect(await lists.chunk(gone.id, 'rows', 19)).toBeNull();
      expect(await lists.chunk(stays.id, 'rows', 19)).not.toBeNull();
    } finally {
      await storage.close();
    }
  });
}
