import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import type { Paper } from '../paper.js';
import type { Printed } from './press.js';
import { setPaper } from './set-paper.js';

/** Below the thread that messages go through. */
const NICENESS = 10;

if (!parentPort) throw new Error('this is the program of a worker thread');
const port = parentPort;

// On Linux a thread has a niceness of its own; elsewhere this would be the whole server's.
if (process.platform === 'linux') setPriority(0, NICENESS);

async function print(paper: Paper): Promise<void> {
  // A copy of its own, since what lies beside it in memory would move along.
  const pdf = new Uint8Array(await setPaper(paper));
  port.postMessage({ pdf } satisfies Printed, [pdf.buffer]);
}

// What is thrown ends the thread, and the press tells who waits for it.
port.on('message', (paper: Paper) => void print(paper));
