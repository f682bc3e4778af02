import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** Of what a program prints, the last that is kept, and how long that may take to come after its end. */
const KEPT = 10_000;
const DRAIN_MS = 2_000;

/** Of the programs that run, so that none outlives this process. */
const running = new Set();

/** Ends a program at once, with all that it started and that has no session of its own. */
export function endWithChildren(child) {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
    return;
  }
  try {
    // Its group, which it leads.
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Ends whatever still runs. */
export function endAll() {
  for (const child of running) endWithChildren(child);
}

/**
 * Runs a program at the root and shows what it prints. One that is not over in time is ended with all that it started.
 * @param {string} command
 * @param {string[]} args
 * @param {{ seconds: number, print: (text: string) => void, env?: Record<string, string>, watch?: (child: import('node:child_process').ChildProcess) => void }} limits
 *   `env` on top of this process's
 * @returns {Promise<{ ok: boolean, output: string }>} with the end of what it printed
 */
export function run(command, args, { seconds, print, env = {}, watch = () => undefined }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      // A group of its own, which can be ended as one.
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}), NG_CLI_ANALYTICS: 'false', ...env },
    });
    running.add(child);
    let output = '';
    let late = '';
    const show = (text) => {
      print(text);
      output = (output + text).slice(-KEPT);
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', show);
    watch(child);
    const limit = setTimeout(() => {
      late = `It was not over after ${seconds} s, and was ended by force.`;
      show(`\n${late}\n`);
      endWithChildren(child);
    }, seconds * 1000);
    const end = (ok) => {
      clearTimeout(limit);
      running.delete(child);
      // What it left behind may hold these open.
      for (const stream of [child.stdout, child.stderr]) stream.destroy();
      resolve({ ok: ok && late === '', output: late === '' ? output : `${output}\n${late}` });
    };
    child.on('error', (error) => {
      show(`${command}: ${error.message}\n`);
      end(false);
    });
    child.on('exit', (code) => {
      // Nothing that it started goes on beside the next step.
      endWithChildren(child);
      const timer = setTimeout(end, DRAIN_MS, code === 0);
      child.on('close', () => {
        clearTimeout(timer);
        end(code === 0);
      });
    });
  });
}

/** The same for a script of Node's. */
export const node = (args, limits) => run(process.execPath, args, limits);
