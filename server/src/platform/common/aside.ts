import { type ChildProcess, type Serializable, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { setPriority } from 'node:os';

/**
 * Long work aside: a program in a process of its own, below the server for the processor. A thread would share with it what
 * messages wait for: the pool of threads that sync and compress, the locks of memory, and the helpers that collect garbage.
 */

/** The least that there is. */
const NICENESS = 19;
/** What a program may keep of its own heap, in MB. */
const HEAP_MB = 192;

/** Starts a built program of ours, which calls `stepAside`. */
export const startAside = (program: string, env: Record<string, string>, args: string[] = []): ChildProcess =>
  fork(program, args, {
    env,
    execArgv: [`--max-old-space-size=${HEAP_MB}`, '--max-semi-space-size=8'],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });

/** Ends it, whatever it does. */
export async function endAside(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** First of all in such a program: it goes behind the server, and ends with it. @returns how it tells the server something */
export function stepAside<Told extends Serializable>(): (told: Told) => void {
  if (!process.send) throw new Error('this is a program that the server starts');
  process.once('disconnect', () => process.exit());
  // On Linux each thread has a niceness of its own, and some are there already.
  if (process.platform === 'linux') for (const thread of readdirSync('/proc/self/task')) lower(Number(thread));
  else lower(0);
  return (told) => process.send?.(told);
}

/** Where that is not allowed, it is done all the same. */
function lower(thread: number): void {
  try {
    setPriority(thread, NICENESS);
  } catch {
    // A thread that ended meanwhile, or a system that has none.
  }
}
