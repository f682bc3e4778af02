import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { givenBy } from './available.js';
import { describeWith } from './describe-with.js';
import { borrowMariadb, startMariadb, type TestDatabase } from './mariadb.js';

describeWith('mariadb', 'a MariaDB for tests', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await startMariadb();
  });
  afterAll(() => database?.stop());

  const query = async (sql: string) => {
    const connection = await createConnection({ uri: database.url });
    try {
      return (await connection.query<RowDataPacket[]>(sql))[0];
    } finally {
      await connection.end();
    }
  };

  it('says its version', async () => {
    const [row] = await query('SELECT VERSION() AS version');
    expect(row?.['version']).toMatch(/^\d+\.\d+/);
  });

  it('begins empty and keeps what is written', async () => {
    expect(await query('SHOW TABLES')).toEqual([]);
    await query('CREATE TABLE words (word VARCHAR(20) PRIMARY KEY)');
    await query("INSERT INTO words VALUES ('señal')");
    expect(await query('SELECT word FROM words')).toEqual([{ word: 'señal' }]);
  });

  it('is lent to several, each with a database of its own, which is gone afterwards', async () => {
    const [one, other] = [await borrowMariadb(), await borrowMariadb()];
    try {
      expect(new URL(one.url).pathname).not.toBe(new URL(other.url).pathname);
      for (const { url } of [one, other]) {
        const connection = await createConnection({ uri: url });
        await connection.query('CREATE TABLE mine (id INT PRIMARY KEY)');
        await connection.end();
      }
      await expect(one.kill9()).rejects.toThrow(/not this suite's own/);
    } finally {
      await one.stop();
      await other.stop();
    }
    await expect(createConnection({ uri: one.url })).rejects.toThrow(/Unknown database/);
  });

  if (givenBy('mariadb') !== undefined) return;

  it('keeps what was committed before it was killed', async () => {
    await query('CREATE TABLE kept (id INT PRIMARY KEY)');
    await query('INSERT INTO kept VALUES (1)');
    await database.kill9();
    await expect(query('SELECT 1')).rejects.toThrow();
    await database.restart();
    expect(await query('SELECT id FROM kept')).toEqual([{ id: 1 }]);
  });
});
