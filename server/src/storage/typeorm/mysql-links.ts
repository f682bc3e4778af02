import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import type * as Mysql2 from 'mysql2';
import type { Connection, Pool, PoolConnection, PoolOptions } from 'mysql2';

/** Loaded when a database is opened by it: with SQLite its memory would be for nothing. TypeORM cannot wait for an import. */
const mysql = (): typeof Mysql2 => createRequire(import.meta.url)('mysql2') as typeof Mysql2;

/** From here on a query is slow enough to ask whether the server is there at all. */
const SLOW_MS = 2_000;
/** What one asks a server beside all others has to be answered within. */
const PROBE_MS = 1_500;
/** Of a query's limit: being slow and two probes without an answer come before it, so that silence is known by then. */
const PART = 1 / 4;
const CONNECT_MS = 3_000;

/** What a connection is on its server: enough to end it from another one. */
interface Session {
  id: number;
  /** Behind one address there may be several servers. */
  server: string;
}

type Callback = (error: Error | null, ...results: unknown[]) => void;
const SESSION = "SELECT CONNECTION_ID() AS id, CONCAT(@@hostname, ':', @@port) AS server";
const nothing = (): void => undefined;

/**
 * mysql2 as TypeORM uses it, with a time limit for every query: mysql2 has none, and one that is never answered would
 * hang for ever, its transaction's locks with it. What comes too late ends its connection, here and on the server.
 */
export class MysqlLinks {
  /** Called when a query is slow, or a connection was lost: is the server there? */
  onSuspicion: () => void = nothing;
  private readonly patience = new AsyncLocalStorage<number>();
  private readonly open = new Map<PoolConnection, Session | null>();
  private readonly doomed = new Map<number, Session>();
  private options: PoolOptions = {};
  private readonly slowMs: number;
  private readonly probeMs: number;

  /** @param limitMs for a query; none before `limit` is called, since a migration takes as long as it takes */
  constructor(
    private readonly limitMs: number,
    private limited = false,
  ) {
    this.slowMs = Math.min(SLOW_MS, limitMs * PART);
    this.probeMs = Math.min(PROBE_MS, limitMs * PART);
  }

  /** TypeORM's way to open the pool: it takes this object for the driver. */
  createPool(options: PoolOptions): Pool {
    this.options = { ...options, connectTimeout: CONNECT_MS };
    const pool = mysql().createPool(this.options);
    pool.on('connection', (connection: PoolConnection) => this.watch(connection));
    return pool;
  }

  /** From now on queries have their limit. */
  limit(): void {
    this.limited = true;
  }

  /** Runs what asks many rows, with a limit of its own. */
  patiently<T>(ms: number, work: () => Promise<T>): Promise<T> {
    return this.patience.run(ms, work);
  }

  /** How long a query may take that is asked here. */
  get allowedMs(): number {
    return this.patience.getStore() ?? this.limitMs;
  }

  /** Ends a connection with all that it runs, here at once and on the server as soon as that can be told. */
  end(connection: PoolConnection, error: unknown): void {
    const session = this.open.get(connection);
    this.open.delete(connection);
    const { stream } = connection as unknown as { stream: Socket };
    // Unlike `destroy` alone, this tells whoever waits for an answer.
    stream.destroy(lost(error instanceof Error ? error.message : String(error)));
    connection.destroy();
    if (session) this.doomed.set(session.id, session);
    this.onSuspicion();
  }

  /** Ends all there are: what a server that was silent has of them is worth nothing. */
  endAll(error: Error): void {
    for (const connection of [...this.open.keys()]) this.end(connection, error);
  }

  /**
   * Asks the server on a connection of its own, and ends on it what was to be ended.
   * @throws when there is no answer in time, or an error for an answer
   */
  async probe(): Promise<void> {
    const connection = mysql().createConnection({ ...this.options, connectTimeout: this.probeMs });
    connection.on('error', nothing);
    const late = setTimeout(() => fail(connection, new Error('the database does not answer')), this.probeMs);
    try {
      const [here] = (await ask(connection, SESSION)) as Session[];
      for (const [id, { server }] of this.doomed) {
        this.doomed.delete(id);
        // One that is gone by itself is an error that says so.
        if (server === here?.server) await ask(connection, `KILL ${id}`).catch(nothing);
      }
    } finally {
      clearTimeout(late);
      connection.destroy();
    }
  }

  private watch(connection: PoolConnection): void {
    this.open.set(connection, null);
    // Errors go to whoever asked; one that nobody listens to would end the process.
    connection.on('error', () => this.open.delete(connection));
    connection.on('end', () => this.open.delete(connection));
    this.limitQueriesOf(connection);
    // Who waits for a lock is told by the server, before the query's time is up.
    connection.query(`SET SESSION innodb_lock_wait_timeout = ${Math.max(1, Math.floor(this.limitMs / 2000))}`, nothing);
    connection.query(SESSION, (_: unknown, rows: unknown) => {
      const [session] = (rows ?? []) as Session[];
      if (session && this.open.has(connection)) this.open.set(connection, session);
    });
  }

  private limitQueriesOf(connection: PoolConnection): void {
    const plain = connection.query.bind(connection) as (...args: unknown[]) => unknown;
    const limited = (...args: unknown[]): unknown => {
      const callback = args.at(-1);
      if (!this.limited || typeof callback !== 'function') return plain(...args);
      const ms = this.allowedMs;
      let timer = setTimeout(
        () => {
          this.onSuspicion();
          timer = setTimeout(
            () => this.end(connection, `no answer from the database within ${ms} ms`),
            Math.max(0, ms - this.slowMs),
          );
        },
        Math.min(this.slowMs, ms),
      );
      const done: Callback = (error, ...results) => {
        clearTimeout(timer);
        (callback as Callback)(error, ...results);
      };
      return plain(...args.slice(0, -1), done);
    };
    Object.assign(connection, { query: limited });
  }
}

const lost = (message: string): Error =>
  Object.assign(new Error(message), { code: 'PROTOCOL_CONNECTION_LOST', fatal: true });

function ask(connection: Connection, sql: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    connection.query(sql, (error: Error | null, rows: unknown) => {
      if (error) reject(error);
      else resolve(rows);
    });
  });
}

function fail(connection: Connection, error: Error): void {
  (connection as unknown as { stream: Socket }).stream.destroy(error);
}
