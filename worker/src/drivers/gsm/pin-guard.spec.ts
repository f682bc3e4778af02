import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PinGuard } from './pin-guard.js';

const CARD = '89254020000000000018';

describe('the guard of PINs', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-pins-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const guard = () => new PinGuard(folder);
  const file = () => join(folder, 'gsm-pins.json');

  it('lets a PIN be tried, and again once it was right', async () => {
    expect(await guard().refusal(CARD, '1234', null)).toBeNull();
    await guard().trying(CARD, '1234');
    guard().right(CARD);
    expect(await guard().refusal(CARD, '1234', null)).toBeNull();
  });

  it('refuses a wrong PIN for ever, another one not', async () => {
    await guard().trying(CARD, '1234');
    guard().wrong(CARD);
    expect(await guard().refusal(CARD, '1234', 3)).toMatch(/refused/);
    expect(await guard().refusal(CARD, '1234', null)).toMatch(/refused/);
    expect(await guard().refusal(CARD, '4321', null)).toBeNull();
    expect(await guard().refusal('another', '1234', null)).toBeNull();
  });

  it('refuses a PIN whose answer was never heard, unless the SIM card has all its tries', async () => {
    await guard().trying(CARD, '1234');
    expect(await guard().refusal(CARD, '1234', null)).toMatch(/the worker ended/);
    expect(await guard().refusal(CARD, '1234', 2)).toMatch(/the worker ended/);
    expect(await guard().refusal(CARD, '1234', 3)).toBeNull();
  });

  it('refuses when a SIM card has fewer than two tries left, and a third PIN when it does not say', async () => {
    expect(await guard().refusal(CARD, '1234', 1)).toMatch(/1 PIN tries left/);
    for (const pin of ['1111', '2222']) {
      await guard().trying(CARD, pin);
      guard().wrong(CARD);
    }
    expect(await guard().refusal(CARD, '3333', null)).toMatch(/a third/);
    expect(await guard().refusal(CARD, '3333', 2)).toBeNull();
  });

  it('writes no PIN down, and its file is its owner’s', async () => {
    await guard().trying(CARD, '83617945');
    expect(readFileSync(file(), 'utf8')).not.toContain('83617945');
    expect(statSync(file()).mode & 0o077).toBe(0);
  });

  it('refuses everything when its file is broken', async () => {
    writeFileSync(file(), '{"x":');
    expect(await guard().refusal(CARD, '1234', 3)).toMatch(/cannot be read/);
  });
});
