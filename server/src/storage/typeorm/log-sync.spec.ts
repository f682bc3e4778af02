import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LogSync } from './log-sync.js';

describe('the sync of the log', () => {
  let folder: string;
  let file: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-sync-'));
    file = join(folder, 'log');
    writeFileSync(file, 'x');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('gives those who ask while one runs the one after it, and never the one that runs', async () => {
    const sync = new LogSync(file);
    const first = sync.request();
    const second = sync.request();
    const third = sync.request();
    expect(second).not.toBe(first);
    expect(third).toBe(second);
    const order: string[] = [];
    void first.then(() => order.push('first'));
    await second.then(() => order.push('second'));
    expect(order).toEqual(['first', 'second']);
    await expect(sync.request()).resolves.toBeUndefined();
    sync.close();
  });

  it('says so when the file cannot be synced, and tries again for the next', async () => {
    const sync = new LogSync(join(folder, 'none'));
    expect(() => sync.request()).toThrow(/ENOENT/);
    writeFileSync(join(folder, 'none'), 'x');
    await expect(sync.request()).resolves.toBeUndefined();
    sync.close();
  });
});
