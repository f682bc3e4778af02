import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { adopt, end } from './processes.mjs';

/** Starts the floor's server. @returns {Promise<{port: number, stop: () => Promise<void>}>} */
export async function startFloor() {
  const child = adopt(fork(join(import.meta.dirname, 'floor-server.mjs')));
  const [{ port }] = await once(child, 'message');
  return { port, stop: () => end(child) };
}
