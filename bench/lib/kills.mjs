import { setTimeout as wait } from 'node:timers/promises';
import { childrenOf } from './processes.mjs';

const WORKER_WITHIN_MS = 30_000;
/** How often a server's worker is killed with it, which else ends by itself. */
const WITH_WORKER_SHARE = 0.5;
/** How often a server is killed once more while it starts, and how long a start takes at most, more or less. */
const AGAIN_SHARE = 0.3;
const STARTING_MS = 2000;

function kill9(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** The embedded worker's process id, once it is there. */
async function workerOf(product) {
  const began = performance.now();
  for (;;) {
    const pid = product.workerPid();
    if (pid !== undefined) return pid;
    if (performance.now() - began > WORKER_WITHIN_MS) throw new Error('the server has not started its worker again');
    await wait(20);
  }
}

/** Ends the server, and waits until what it started has ended, too. */
async function killServer(product) {
  const orphans = childrenOf(product.pid);
  await product.kill9();
  // An orphan that outlives its server would go on sending beside the next one: it must end by itself.
  for (const pid of orphans) await ended(pid);
}

/**
 * Kills the server, with its worker or without, and starts it again; sometimes it is killed once more while it starts.
 * @param {() => Promise<void>} [meanwhile] what happens before the last start is over
 * @returns {Promise<number>} how often it was killed
 */
export async function killAndRestart(product, meanwhile = () => Promise.resolve()) {
  const worker = Math.random() < WITH_WORKER_SHARE ? product.workerPid() : undefined;
  if (worker !== undefined) kill9(worker);
  await killServer(product);
  const again = Math.random() < AGAIN_SHARE;
  if (again) {
    product.launch();
    await wait(Math.random() * STARTING_MS);
    await killServer(product);
  }
  await Promise.all([product.start(), meanwhile()]);
  return again ? 2 : 1;
}

/**
 * One kill of each kind, and what brings the dead back. The server starts its worker again by itself.
 * @type {Record<string, (product: import('./product.mjs').Product, broker?: import('./broker.mjs').Broker) => Promise<void>>}
 */
export const KILLS = {
  server: async (product) => {
    await killServer(product);
    await product.start();
  },
  worker: async (product) => {
    const pid = await workerOf(product);
    kill9(pid);
    await ended(pid);
    await workerOf(product);
  },
  both: async (product) => {
    kill9(await workerOf(product));
    await KILLS.server(product);
  },
  broker: async (_, broker) => {
    await broker.kill9();
    await wait(Math.random() * 1000);
    await broker.start();
  },
};

async function ended(pid) {
  const began = performance.now();
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    if (performance.now() - began > WORKER_WITHIN_MS) throw new Error('a worker outlived its server');
    await wait(10);
  }
}
