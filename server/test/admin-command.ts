import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { admin } from '../src/storage/admin/admin.js';

const MAIN = join(import.meta.dirname, '..', 'dist', 'storage', 'admin', 'main.js');

export interface Said {
  output: string;
  errors: string;
  code: number | null;
}
type Settings = Record<string, string | undefined>;

/** What `npm run admin` runs, as a process of its own: where it is that which is tested. It costs a second of the processor. */
export async function spawnAdmin(settings: Settings, args: string[], run: string[] = []): Promise<Said> {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const [command = '', ...before] = [...run, process.execPath];
  const env = { PATH, NODE_COMPILE_CACHE, ...settings };
  const child = spawn(command, [...before, MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { output, errors, code: code as number | null };
}

/** As from a pipe: its end comes after what was sent. */
async function* typed(input: string): AsyncGenerator<string> {
  if (input !== '') yield input;
  await setImmediate();
}

/**
 * The same within this process, with nothing in the environment but these settings; one at a time.
 * @param input what is typed, or sent to it
 */
export async function runAdmin(settings: Settings, args: string[], input = ''): Promise<Said> {
  const [env, stdin] = [process.env, process.stdin];
  let output = '';
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((said) => ((output += String(said)), true));
  process.env = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
  Object.defineProperty(process, 'stdin', { configurable: true, value: Readable.from(typed(input)) });
  try {
    const line = await admin(args);
    return { output, errors: line === null ? '' : `admin: ${line}\n`, code: line === null ? 0 : 1 };
  } finally {
    Object.defineProperty(process, 'stdin', { configurable: true, value: stdin });
    process.env = env;
    write.mockRestore();
  }
}
