import { setTimeout as wait } from 'node:timers/promises';
import { Deadlocker } from './deadlocker.mjs';

/** Longer than a query may take. */
const SILENCE_MS = 15_000;
const KILL_EVERY_MS = 1;
const KILL_WITHIN_MS = 10_000;

const pause = () => wait(Math.random() * 1000);

/**
 * One trouble of each kind, and its end. `times` is how many of it a round has.
 * @type {Record<string, {times: number, strike: (deployment: import('./deployment.mjs').Deployment, nth: number,
 *   isOver: () => boolean) => Promise<void>}>}
 */
export const TROUBLES = {
  server: {
    times: 2,
    strike: async ({ product }) => {
      await product.kill9();
      await product.start();
    },
  },
  worker: {
    times: 2,
    strike: async ({ worker }) => {
      await worker.kill9();
      await pause();
      worker.start();
    },
  },
  broker: {
    times: 2,
    strike: async ({ broker }) => {
      await broker.kill9();
      await pause();
      await broker.start();
    },
  },
  database: {
    times: 2,
    strike: async ({ mariadb }) => {
      await mariadb.kill9();
      await pause();
      await mariadb.start();
    },
  },
  all: {
    times: 2,
    strike: async ({ mariadb, broker, product, worker }) => {
      await Promise.all([mariadb, broker, product, worker].map((part) => part.kill9()));
      await Promise.all([mariadb.start(), broker.start()]);
      worker.start();
      await product.start();
    },
  },
  // A second client takes what the lane wants next, then wants what the lane has.
  deadlocks: { times: 12, strike: ({ mariadb }, nth, isOver) => Deadlocker.strike(mariadb, nth, isOver) },
  // The database never hears of a commit, or its word that all is stored is lost.
  commits: {
    times: 10,
    strike: async ({ link }, nth, isOver) => {
      link.cutAtCommit(nth % 2 === 0 ? 'before' : 'answer');
      while (link.willCut && !isOver()) await wait(2);
      link.leaveCommits();
    },
  },
  // A query ends, or its connection, in the middle of a transaction.
  connections: {
    times: 10,
    strike: ({ mariadb }, nth) => killInTransaction(mariadb, nth % 2 ? 'QUERY' : 'CONNECTION'),
  },
  frozen: {
    times: 1,
    strike: async ({ mariadb }) => {
      mariadb.freeze();
      await wait(SILENCE_MS);
      mariadb.thaw();
    },
  },
  silent: {
    times: 1,
    strike: async ({ link }) => {
      link.fallSilent();
      await wait(SILENCE_MS);
      link.speak();
    },
  },
  failover: { times: 1, strike: async ({ link }) => link.failOver() },
};

/** What the product's transactions do most of their time. */
const WRITING = `SELECT id FROM information_schema.processlist
  WHERE user = 'signalbox' AND (info LIKE 'INSERT%' OR info LIKE 'UPDATE%' OR info = 'COMMIT') LIMIT 1`;

/** Ends what the product's transaction is doing, or its connection, as soon as one is seen. */
async function killInTransaction(mariadb, what) {
  const admin = await mariadb.connect();
  try {
    for (const began = performance.now(); performance.now() - began < KILL_WITHIN_MS; await wait(KILL_EVERY_MS)) {
      const [rows] = await admin.query(WRITING);
      if (rows.length === 0) continue;
      // It may have ended by itself.
      await admin.query(`KILL ${what} ${rows[0].id}`).catch(() => undefined);
      return;
    }
  } finally {
    await admin.end();
  }
}
