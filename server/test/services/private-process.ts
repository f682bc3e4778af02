import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

// Also imported by plain Node, which takes types away and nothing else.

const POLL_MS = 40;
const FIRST_PORT = 20_000;
/** Test processes that run at once have ids close to each other: each takes ports of its own lane. */
const LANES = 64;
const TURNS = 190;
let turn = Math.floor(Math.random() * TURNS);

/** How long a program may take until it is ready, in ms. */
const READY_MS = 240_000;

export interface Program {
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  /** Asked again and again until it answers true. */
  ready: () => Promise<boolean>;
}

/**
 * A program with a temporary folder of its own. It ends with this process, however this process ends: a guard
 * that notices the closed pipe kills it and removes the folder.
 */
export class PrivateProcess {
  readonly folder: string;
  private readonly name: string;
  private readonly guard: ChildProcess;
  private child: ChildProcess | undefined;

  constructor(name: string, within = tmpdir()) {
    this.name = name;
    this.folder = mkdtempSync(join(within, `signalbox-${name}-`));
    const script = 'read -r _; test -f "$1/pid" && kill -9 "$(cat "$1/pid")"; rm -rf "$1"';
    this.guard = spawn('/bin/sh', ['-c', script, 'guard', this.folder], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    this.guard.unref();
  }

  /** What the program printed so far. */
  get log(): string {
    return readFileSync(join(this.folder, 'log'), 'utf8');
  }

  /** @throws Error when it was never started */
  get pid(): number {
    if (this.child?.pid === undefined) throw new Error(`${this.name} does not run`);
    return this.child.pid;
  }

  get running(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** @throws Error with what the program printed when it ends, or is not ready in time */
  async start({ command, args, env, ready }: Program): Promise<void> {
    const log = openSync(join(this.folder, 'log'), 'a');
    const child = spawn(command, args, { stdio: ['ignore', log, log], env: env ?? process.env });
    closeSync(log);
    this.child = child;
    child.on('error', (error) => writeFileSync(join(this.folder, 'log'), error.message));
    if (child.pid !== undefined) writeFileSync(join(this.folder, 'pid'), String(child.pid));
    const deadline = Date.now() + READY_MS;
    while (!(await ready())) {
      if (child.pid === undefined || !this.running) throw new Error(`${this.name} ended at its start:\n${this.log}`);
      if (Date.now() > deadline) throw new Error(`${this.name} was not ready within ${READY_MS} ms:\n${this.log}`);
      await wait(POLL_MS);
    }
  }

  /** Sends the signal and waits for the end; the folder stays, so that the program can be started again. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const { child } = this;
    if (!child) return null;
    if (this.running) {
      child.kill(signal);
      await once(child, 'exit');
    }
    rmSync(join(this.folder, 'pid'), { force: true });
    return child.exitCode;
  }

  /** Holds it still until SIGCONT, and resolves when it is: a busy system comes to the signal late. */
  async pause(): Promise<void> {
    this.signal('SIGSTOP');
    while (this.running && !isStill(this.child?.pid)) await wait(POLL_MS);
  }

  /** For a signal that does not end it. */
  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** Ends the program at once and removes all that it wrote. */
  async dispose(): Promise<void> {
    await this.end('SIGKILL');
    this.guard.kill('SIGKILL');
    // Its own children may be writing still, until they notice that it is gone.
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

/**
 * A port on the loopback interface that nobody listens on. It is none of those that the system gives to whoever asks for
 * any (on Linux from 32768 on), and none that a process beside this one is given here: so nobody takes it in the time
 * until its program listens, or while that is started again.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TURNS; tries++) {
    turn = (turn + 1) % TURNS;
    const port = FIRST_PORT + turn * LANES + (process.pid % LANES);
    if (await isFree(port)) return port;
  }
  throw new Error('there is no free port');
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}

/** Whether a process is stopped; taken for granted where the system does not show it. */
function isStill(pid: number | undefined): boolean {
  try {
    const state = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return state.slice(state.lastIndexOf(')')).startsWith(') T');
  } catch {
    return true;
  }
}

/** Whether something accepts connections on the port. */
export async function listensOn(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
