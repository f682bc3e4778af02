import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Job, WorkerEvent } from '@signalbox/contracts/bus';
import { jobFor } from '../../../test/jobs.js';
import type { DriverEvent } from '../driver.js';
import type { UnfinishedJob } from '../../journal/journal.js';
import { SimulatorDriver, type SimulatorSettings } from './simulator.driver.js';

describe('the simulator', () => {
  let folder: string;
  let driver: SimulatorDriver;
  let events: DriverEvent[];
  let changes: number;

  const begin = async (over: Partial<SimulatorSettings> = {}): Promise<void> => {
    driver = new SimulatorDriver({
      worker: 'local',
      folder,
      sims: { count: 2, ratePerMinute: null, dailyCap: null, window: 100 },
      shares: { failures: 0, temporary: 0 },
      latencyMs: 0,
      reportDelayMs: 20,
      echo: false,
      ...over,
    });
    await driver.start({
      events: (list) => {
        events.push(...list);
        return Promise.resolve();
      },
      channelsChanged: () => (changes += 1),
      claim: (jobs) => [...jobs],
    });
  };
  const job = (over: Partial<Job> = {}): Job =>
    jobFor(driver.channels()[0]?.key ?? '', { text: 'Habari ☀', encoding: 'ucs2', ...over });
  const types = () => events.map(({ type }) => type);
  const until = async (count: number): Promise<void> => {
    for (let i = 0; i < 200 && events.length < count; i += 1) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(events).toHaveLength(count);
  };
  const lines = () => readFileSync(join(folder, 'simulator.ledger'), 'utf8').split('\n').filter(Boolean);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-simulator-'));
    events = [];
    changes = 0;
  });
  afterEach(async () => {
    await driver.stop();
    rmSync(folder, { recursive: true });
  });

  it('sends, then reports the delivery, and has it in its ledger before it says so', async () => {
    await begin();
    const one = job();
    driver.submit([one]);
    await until(1);
    expect(types()).toEqual(['sent']);
    expect(lines()).toHaveLength(1);
    await until(2);
    expect(types()).toEqual(['sent', 'delivered']);
    for (const event of events) expect(WorkerEvent.safeParse({ seq: 1, ...event }).success).toBe(true);
  });

  it('fails what it was told to fail, without a line in the ledger', async () => {
    await begin({ shares: { failures: 1, temporary: 0 } });
    driver.submit([job()]);
    await until(1);
    expect(events[0]).toMatchObject({ type: 'failed', temporary: false, reason: 'simulated refusal' });
    expect(lines()).toEqual([]);
  });

  it('answers for a channel that it does not have', async () => {
    await begin();
    driver.submit([job({ channel: 'nobody' })]);
    await until(1);
    expect(events[0]).toMatchObject({ type: 'failed', temporary: true, reason: 'the worker has no such channel' });
  });

  it('lets the recipient answer with the same text, under an id that is the same when it is told again', async () => {
    await begin({ echo: true });
    const one = job();
    driver.submit([one]);
    await until(3);
    expect(types()).toEqual(['sent', 'delivered', 'inbound']);
    const [, , inbound] = events;
    expect(inbound).toMatchObject({ from: one.to, text: one.text, channel: one.channel });
    expect(WorkerEvent.safeParse({ seq: 1, ...inbound }).success).toBe(true);
    driver.follow([{ job: one, ref: null, at: 1 }]);
    await until(5);
    expect(events[4]).toEqual({ ...inbound, at: expect.any(Number) });
  });

  it('knows after a restart what it sent, and still reports its delivery', async () => {
    await begin({ reportDelayMs: 60_000 });
    const [sent, never] = [job(), job()];
    driver.submit([sent]);
    await until(1);
    await driver.stop();
    await begin();
    const left = [sent, never, { ...sent, attempt: 2 }].map((its): UnfinishedJob => {
      return { job: its, state: 'accepted', ref: null, at: Date.now() };
    });
    expect(left.map(await driver.recall(left))).toEqual(['sent', 'unsent', 'unsent']);
    driver.follow([{ job: sent, ref: null, at: 1 }]);
    await until(2);
    expect(events[1]).toMatchObject({ type: 'delivered', id: sent.id });
  });

  it('waits as long as its latency says', async () => {
    await begin({ latencyMs: 60 });
    const begun = performance.now();
    driver.submit([job()]);
    await until(1);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(59);
  });

  it('sends nothing after its stop', async () => {
    await begin();
    driver.submit([job()]);
    await driver.stop();
    driver.submit([job()]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(events).toEqual([]);
    expect(lines()).toEqual([]);
  });

  it('restarts a channel, which refuses messages meanwhile', async () => {
    await begin();
    const channel = driver.channels()[0]?.key ?? '';
    expect(await driver.request({ type: 'restart', channel, argument: null })).toBe('restarting');
    expect(driver.channels()[0]?.online).toBe(false);
    driver.submit([job()]);
    await until(1);
    expect(events[0]).toMatchObject({ type: 'failed', temporary: true, reason: 'the channel is offline' });
    for (let i = 0; i < 200 && changes < 2; i += 1) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(driver.channels()[0]?.online).toBe(true);
  });

  it('answers for signal, balance and USSD', async () => {
    await begin();
    const channel = driver.channels()[0]?.key ?? '';
    const ask = (type: 'signal' | 'balance' | 'ussd', argument: string | null = null) =>
      driver.request({ type, channel, argument });
    expect(await ask('signal')).toBe(String(driver.channels()[0]?.signal));
    expect(await ask('balance')).toMatch(/^KES \d+\.\d\d$/);
    expect(await ask('ussd', '*144#')).toBe(`Your balance is ${await ask('balance')}.`);
    expect(await ask('ussd', '*100#')).toBe('Your number is +254700000001.');
    await expect(ask('ussd', 'hello')).rejects.toThrow('not a USSD code');
    await expect(driver.request({ type: 'signal', channel: 'nobody', argument: null })).rejects.toThrow('no channel');
  });
});
