import { setTimeout as sleep } from 'node:timers/promises';
import { type AtChannel, ESCAPE } from './at-channel.js';
import { AtError, AtTimeout } from './at-errors.js';
import type { GsmTimings } from './gsm-timings.js';

const PROBES = 3;

/**
 * Whether a modem answers. ESC first: it may wait for a message's text (TS 27.005 3.5.1). Never Ctrl-Z, which would
 * send what a worker that died has typed there.
 * @throws LineClosed
 */
export async function answers(at: AtChannel, { probeMs }: Pick<GsmTimings, 'probeMs'>): Promise<boolean> {
  at.write(ESCAPE);
  await sleep(probeMs / 10);
  at.clear();
  try {
    await at.ask('AT', { timeoutMs: probeMs });
    return true;
  } catch (error) {
    if (error instanceof AtTimeout) return false;
    if (error instanceof AtError) return true;
    throw error;
  }
}

/** The same, a few times: a modem may have to find the speed of the line first. */
export async function answersAtLast(at: AtChannel, timings: Pick<GsmTimings, 'probeMs'>): Promise<boolean> {
  for (let tries = 0; tries < PROBES; tries += 1) if (await answers(at, timings)) return true;
  return false;
}

/**
 * AT+CFUN=1,1 (TS 27.007 8.2). A modem on USB goes away meanwhile, which closes the line.
 * @returns whether it answers again. @throws LineClosed
 */
export async function reset(at: AtChannel, timings: Pick<GsmTimings, 'probeMs' | 'resetMs'>): Promise<boolean> {
  at.write(`${ESCAPE}\rAT+CFUN=1,1\r`);
  // Its OK comes before it goes down: an answer at once would be one of before.
  await sleep(timings.probeMs);
  for (const end = Date.now() + timings.resetMs; Date.now() < end;) if (await answers(at, timings)) return true;
  return false;
}
