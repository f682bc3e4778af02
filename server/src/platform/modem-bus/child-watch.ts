import type { ChildProcess } from 'node:child_process';
import { ALIVE, ARE_YOU_ALIVE } from '@signalbox/contracts/workers';

export interface WatchTimes {
  /** How often it is asked. */
  tickMs: number;
  /** A process that answered before and is silent for so long does not live any more. */
  silentMs: number;
  /** The same for one that just starts: a small board takes its time. */
  startMs: number;
}
export const WATCH_TIMES: WatchTimes = { tickMs: 5_000, silentMs: 30_000, startMs: 120_000 };

/**
 * Asks a child process over its own channel whether its event loop runs, and tells when it does not answer. Silence is
 * counted in ticks of this process, so that a pause of its own, or of the machine, is not held against the child.
 * @param onSilent called once; the process may be stopped, so that only SIGKILL ends it
 * @returns what ends the watch
 */
export function watchChild(child: ChildProcess, onSilent: () => void, times = WATCH_TIMES): () => void {
  let silentMs = 0;
  let patienceMs = times.startMs;
  /** One question at a time: what a stopped process does not read would pile up. */
  let isAsked = false;
  const hear = (message: unknown): void => {
    if (message !== ALIVE) return;
    silentMs = 0;
    patienceMs = times.silentMs;
    isAsked = false;
  };
  const timer = setInterval(() => {
    if (silentMs >= patienceMs) {
      end();
      return onSilent();
    }
    silentMs += times.tickMs;
    if (isAsked || !child.connected) return;
    isAsked = true;
    // It may be ending just now, which its `exit` tells.
    child.send(ARE_YOU_ALIVE, () => undefined);
  }, times.tickMs).unref();
  const end = (): void => {
    clearInterval(timer);
    child.off('message', hear);
  };
  child.on('message', hear);
  child.once('exit', end);
  return end;
}
