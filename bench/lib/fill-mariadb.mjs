import { Readable } from 'node:stream';
import { count, messagesOf } from './fill.mjs';

/** So many rows are given to the connection at once. */
const ROWS_AT_ONCE = 500;

const ESCAPES = { '\\': '\\\\', '\t': '\\t', '\n': '\\n' };
const fieldOf = (value) => (value === null ? '\\N' : String(value).replace(/[\\\t\n]/g, (each) => ESCAPES[each]));

/** What is faster for many rows, and what the statements of a fill say. */
const SESSION = [
  'SET unique_checks = 0',
  'SET foreign_key_checks = 0',
  "SET time_zone = '+00:00'",
  "SET sql_mode = 'PIPES_AS_CONCAT,STRICT_ALL_TABLES'",
];
const USUAL = ['SET unique_checks = 1', 'SET foreign_key_checks = 1'];

/**
 * Fills tables without their indexes, which are made again at the end: faster than keeping them. The primary keys stay.
 * @param {import('./databases.mjs').MariadbRows} rows
 */
export async function inBulk(rows, tables, work) {
  const dropped = new Map();
  for (const statement of SESSION) await rows.run(statement);
  for (const table of tables) {
    const [created] = await rows.all(`SHOW CREATE TABLE ${table}`);
    const keys = [...created['Create Table'].matchAll(/^ +((?:UNIQUE )?KEY (`\w+`) .*?),?$/gm)];
    if (keys.length === 0) continue;
    await rows.run(`ALTER TABLE ${table} ${keys.map(([, , name]) => `DROP INDEX ${name}`).join(', ')}`);
    dropped.set(table, keys);
  }
  await work();
  for (const [table, keys] of dropped) {
    await rows.run(`ALTER TABLE ${table} ${keys.map(([, key]) => `ADD ${key}`).join(', ')}`);
  }
  for (const table of tables) await rows.all(`ANALYZE TABLE ${table}`);
  for (const statement of USUAL) await rows.run(statement);
}

/**
 * What `fill` does, on MariaDB.
 * @param {import('./databases.mjs').MariadbRows} rows of a product that was started once and does not run now
 * @param {{ ofRuns?: boolean }} [kind] as `fillOfRuns` does
 */
export async function fillMariadb(rows, many, kind = {}) {
  const channels = (await rows.all('SELECT id FROM channels ORDER BY id')).map(({ id }) => id);
  if (channels.length === 0) throw new Error('the product has no channels yet');
  const days = new Map();
  function* lines() {
    let text = '';
    let left = ROWS_AT_ONCE;
    for (const row of messagesOf(many, channels, kind)) {
      count(days, row);
      text += `${Object.values(row).map(fieldOf).join('\t')}\n`;
      if (--left > 0) continue;
      yield Buffer.from(text);
      [text, left] = ['', ROWS_AT_ONCE];
    }
    yield Buffer.from(text);
  }
  const [columns] = Array.from(messagesOf(1, channels, kind), Object.keys);
  await inBulk(rows, ['messages'], () =>
    rows.connection.query({
      sql: `LOAD DATA LOCAL INFILE 'rows' INTO TABLE messages CHARACTER SET utf8mb4 (${columns.join(', ')})`,
      infileStreamFactory: () => Readable.from(lines(), { objectMode: false }),
    }),
  );
  const insert = 'INSERT INTO message_days (day, channel_id, status, entered, departed) VALUES (?, ?, ?, ?, 0)';
  for (const [key, entered] of days) await rows.run(insert, ...key.split(' '), entered);
}
