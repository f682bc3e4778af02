import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';

/** What this process started and must not leave behind. */
const started = new Set();
process.on('exit', () => started.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

/** Has a child process killed when this one ends, however it ends. */
export function adopt(child) {
  started.add(child);
  child.once('exit', () => started.delete(child));
  return child;
}

export const isRunning = (child) => child.exitCode === null && child.signalCode === null;

/** Sends a signal and waits for the end; after `within` milliseconds it is SIGKILL. */
export async function end(child, signal = 'SIGTERM', within = 15_000) {
  if (!isRunning(child)) return;
  const timer = setTimeout(() => child.kill('SIGKILL'), within);
  child.kill(signal);
  await once(child, 'exit');
  clearTimeout(timer);
}

const FIRST_PORT = 12_000;
/** Benches that run at once have ids close to each other: each takes ports of its own lane. */
const LANES = 64;
const TURNS = 120;
let turn = Math.floor(Math.random() * TURNS);

/**
 * A port on the loopback interface that nobody listens on, and none of those that the system gives to whoever asks for
 * any: nobody takes it while what listens there is killed and started again.
 */
export async function freePort() {
  for (let tries = 0; tries < TURNS; tries++) {
    turn = (turn + 1) % TURNS;
    const port = FIRST_PORT + turn * LANES + (process.pid % LANES);
    if (!(await isTaken(port))) return port;
  }
  throw new Error('there is no free port');
}

async function isTaken(port) {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return true;
  }
  server.close();
  await once(server, 'close');
  return false;
}

/** Whether something on the loopback interface accepts connections on the port. */
export async function listensOn(port) {
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

const readProc = (pid, file) => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // it ended
  }
};

/** The processes that a process started and that still run (Linux). */
export function childrenOf(pid) {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((entry) => {
      // The name, in parentheses, may hold anything; after it: state and parent.
      const [state, parent] = readProc(entry, 'stat')
        .replace(/^.*\) /s, '')
        .split(' ');
      return parent === String(pid) && state !== 'Z';
    })
    .map(Number);
}

export const commandLineOf = (pid) => readProc(pid, 'cmdline').replaceAll('\0', ' ');

/** What a process has computed so far, all its threads together, in seconds (Linux). */
export function cpuSeconds(pid) {
  const fields = readProc(pid, 'stat')
    .replace(/^.*\) /s, '')
    .split(' ');
  // In hundredths of a second on every Linux that Node runs on.
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Resident memory in MB (Linux); what processes share counts in each. */
export const residentMb = (pid) => Number(/^VmRSS:\s+(\d+)/m.exec(readProc(pid, 'status'))?.[1] ?? Number.NaN) / 1024;

/** Resident memory in MB with what is shared counted by its share, so that processes can be added up (Linux). */
export const proportionalMb = (pid) =>
  Number(/^Pss:\s+(\d+)/m.exec(readProc(pid, 'smaps_rollup'))?.[1] ?? Number.NaN) / 1024;

/** The highest that resident memory has been, in MB, since the start or since it was forgotten (Linux). */
export const peakMb = (pid) => Number(/^VmHWM:\s+(\d+)/m.exec(readProc(pid, 'status'))?.[1] ?? Number.NaN) / 1024;

export const forgetPeak = (pid) => writeFileSync(`/proc/${pid}/clear_refs`, '5');

/** Of what kind a process's resident memory is, in MB: files (programs, libraries) and its own (heaps, stacks) (Linux). */
export function memoryOf(pid) {
  const status = readProc(pid, 'status');
  const mb = (name) => Math.round(Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) / 1024);
  return { files_mb: mb('RssFile'), own_mb: mb('RssAnon'), shared_mb: mb('RssShmem') };
}
