import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Job } from '@signalbox/contracts/bus';
import { jobFor } from '../../../test/jobs.js';
import { keyOf, Ledger } from './ledger.js';

const job = (attempt = 1): Job => jobFor('8925499000000000001', { attempt });

describe('the ledger', () => {
  let folder: string;
  let ledger: Ledger;
  const text = () => readFileSync(join(folder, 'simulator.ledger'), 'utf8');
  const reopen = () => {
    ledger.close();
    ledger = new Ledger(folder);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-ledger-'));
    ledger = new Ledger(folder);
  });
  afterEach(() => {
    ledger.close();
    rmSync(folder, { recursive: true });
  });

  it('has one line a message, and no text', () => {
    const one = job();
    ledger.append([one, job(2)], 1234);
    expect(text().split('\n')[0]).toBe(`${one.id}:1 8925499000000000001 +254712345678 1234`);
    expect(text().split('\n')).toHaveLength(3);
  });

  it('finds what it saw before it was opened again, by id and attempt', () => {
    const [seen, other] = [job(), job()];
    ledger.append([seen, other], 1000);
    reopen();
    const asked = new Set([keyOf(seen), keyOf(job()), keyOf({ ...seen, attempt: 2 })]);
    expect(ledger.find(asked, 0)).toEqual(new Set([keyOf(seen)]));
  });

  it('finds the first line and the last of a ledger of many chunks', () => {
    const [first, last] = [job(), job()];
    ledger.append([first], 1);
    for (let i = 0; i < 8; i += 1)
      ledger.append(
        Array.from({ length: 5000 }, () => job()),
        2,
      );
    const middle = job();
    ledger.append([middle], 3);
    for (let i = 0; i < 8; i += 1)
      ledger.append(
        Array.from({ length: 5000 }, () => job()),
        4,
      );
    ledger.append([last], 5);
    const keys = new Set([first, middle, last].map(keyOf));
    expect(ledger.find(keys, 0)).toEqual(keys);
    expect(text().length).toBeGreaterThan(5 * 1024 * 1024);
  });

  it('does not read on where everything is older than what was asked for', () => {
    const old = job();
    ledger.append([old], 1);
    for (let i = 0; i < 8; i += 1)
      ledger.append(
        Array.from({ length: 5000 }, () => job()),
        2,
      );
    expect(ledger.find(new Set([keyOf(old)]), 1_000_000).size).toBe(0);
  });

  it('begins a new line after half a one', () => {
    const [half, whole] = [job(), job()];
    appendFileSync(join(folder, 'simulator.ledger'), keyOf(half).slice(0, 20));
    reopen();
    ledger.append([whole], 7);
    expect(ledger.find(new Set([keyOf(half), keyOf(whole)]), 0)).toEqual(new Set([keyOf(whole)]));
    expect(text().split('\n')).toHaveLength(3);
  });

  it('keeps its end only, in two files, and finds what is in either', () => {
    ledger.close();
    ledger = new Ledger(folder, 20_000);
    const jobs = Array.from({ length: 1000 }, () => job());
    jobs.forEach((one, at) => ledger.append([one], at));
    const sizes = ['simulator.ledger', 'simulator.ledger.1'].map((name) => statSync(join(folder, name)).size);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(20_000);
    ledger.close();
    ledger = new Ledger(folder, 20_000);
    const found = ledger.find(new Set(jobs.map(keyOf)), 0);
    expect(found.size).toBeGreaterThanOrEqual(20_000 / 90);
    expect(found).toEqual(new Set(jobs.slice(-found.size).map(keyOf)));
  });

  it('can be read by its owner only', () => {
    expect(statSync(join(folder, 'simulator.ledger')).mode & 0o777).toBe(0o600);
  });
});
