import Database from 'better-sqlite3';
import { databaseIn } from './fill.mjs';
import { Mariadb } from './mariadb.mjs';
import { Product } from './product.mjs';

/** The SQL databases that a product can be on. */
export const DATABASES = ['sqlite', 'mariadb'];
/** As docker/compose.yaml has it. */
const AS_DEPLOYED = ['--innodb-buffer-pool-size=512M'];

/** Asks the SQLite file of a product, past the product. */
export class SqliteRows {
  isSqlite = true;

  constructor(dataDir) {
    this.db = new Database(databaseIn(dataDir));
    this.db.pragma('busy_timeout = 5000');
  }

  async all(sql, ...params) {
    return this.db.prepare(sql).all(...params);
  }

  async run(sql, ...params) {
    this.db.prepare(sql).run(...params);
  }

  async close() {
    this.db.close();
  }
}

/** The same of a MariaDB. */
export class MariadbRows {
  isSqlite = false;

  constructor(connection) {
    this.connection = connection;
  }

  async all(sql, ...params) {
    const [rows] = await this.connection.query(sql, params);
    return rows;
  }

  async run(sql, ...params) {
    await this.connection.query(sql, params);
  }

  close() {
    return this.connection.end();
  }
}

/** The first value of the first row; undefined when there is none. */
export async function valueOf(rows, sql, ...params) {
  const [row] = await rows.all(sql, ...params);
  return row && Object.values(row)[0];
}

/** The first value of each row. */
export async function valuesOf(rows, sql, ...params) {
  return (await rows.all(sql, ...params)).map((row) => Object.values(row)[0]);
}

/** Has a job of a product that runs come within a second. */
export const callJob = (rows, name) => rows.run('UPDATE jobs SET next_run_at = 0 WHERE name = ?', name);

/**
 * A product on one of the databases, MariaDB being one of its own.
 * @param {'sqlite' | 'mariadb'} kind
 * @param {Record<string, string>} [env] settings that differ from the defaults
 * @returns the product, how its rows are asked for once it was started, and how both go
 */
export async function productOn(kind, env = {}) {
  if (kind === 'sqlite') {
    const product = await Product.create(env);
    const open = async () => new SqliteRows(product.dataDir);
    return { kind, product, open, databasePid: () => undefined, dispose: () => product.dispose() };
  }
  const mariadb = await Mariadb.create(AS_DEPLOYED);
  try {
    const product = await Product.create({ ...env, DATABASE_URL: mariadb.url() });
    const dispose = async () => {
      await product.dispose();
      await mariadb.dispose();
    };
    const open = async () => new MariadbRows(await mariadb.connect());
    return { kind, product, open, databasePid: () => mariadb.child.pid, dispose };
  } catch (error) {
    await mariadb.dispose();
    throw error;
  }
}
