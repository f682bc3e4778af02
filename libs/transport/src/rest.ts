import { performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const LOOK_MS = 5_000;
/** The share of the event loop's time from which on a process is at work; below it are the timers of an idle one on a slow machine. */
const WORK = 0.2;
/** So much work, in looks of nothing else, leaves something to collect; what is asked of a process now and then does not. */
const ENOUGH = 0.5;
/**
 * So many looks in a row must find a process at rest: what is given back is made again by the next work, whose first seconds
 * accept a fifth less. (For the same reason Node is started with --no-memory-reducer: V8's own collects after eight
 * seconds.) After a start that no work follows, one.
 */
const LOOKS = 6;

/** Tells when a process comes to rest after it has worked. */
export class RestWatch {
  /** Its start was work. */
  private worked = ENOUGH;
  private rested = 0;
  private looks = 1;
  private started = false;

  /** @returns whether it came to rest just now; once after each time of work */
  look(utilization: number): boolean {
    const works = utilization >= WORK;
    if (works) this.worked += utilization;
    // What the first look finds is the end of the start.
    if (works && this.started) this.looks = LOOKS;
    this.started = true;
    this.rested = works ? 0 : this.rested + 1;
    if (this.worked < ENOUGH || this.rested < this.looks) return false;
    this.worked = 0;
    this.looks = LOOKS;
    return true;
  }
}

/**
 * Has a process give back what it does not use any more, some seconds after its work is over. While there is work its
 * garbage is collected as more is made; what the end of a burst leaves would lie there until the next one, on a small
 * machine in the way of others. It takes some tenths of a second, once, when nobody is waiting.
 */
export function collectAtRest(): void {
  const watch = new RestWatch();
  let last = performance.eventLoopUtilization();
  setInterval(() => {
    const { utilization } = performance.eventLoopUtilization(performance.eventLoopUtilization(), last);
    if (watch.look(utilization)) collectGarbage();
    // Collecting is no work.
    last = performance.eventLoopUtilization();
  }, LOOK_MS).unref();
}

/** Node shows the collector to a context that is made while it is told to. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as NodeJS.GCFunction | undefined;
  setFlagsFromString('--no-expose-gc');
  // The one kind that hands pages back to the system.
  collect?.({ type: 'major', flavor: 'last-resort' });
}
