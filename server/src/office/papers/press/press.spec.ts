import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Unavailable } from '../../../platform/common/errors.js';
import type { Paper } from '../paper.js';
import { Press, type PressBounds } from './press.js';

/** A process that does what the paper's title says. */
const PROGRAM = `
  process.once('disconnect', () => process.exit());
  process.on('message', ({ title, name }) => {
    if (title === 'break') process.exit(7);
    if (title === 'hang') while (true);
    if (title === 'end') process.exit(0);
    process.send({ pdf: new TextEncoder().encode(name) });
  });`;
const folder = mkdtempSync(join(tmpdir(), 'signalbox-press-'));
const program = join(folder, 'program.mjs');
writeFileSync(program, PROGRAM);
afterAll(() => rmSync(folder, { recursive: true }));
const BOUNDS: PressBounds = { queue: 2, paperMs: 20_000, restMs: 20_000 };

let press: Press;
const troubles: unknown[] = [];
const open = (bounds: Partial<PressBounds> = {}, url = program) =>
  (press = new Press(url, {}, { ...BOUNDS, ...bounds }, (error) => troubles.push(error)));
afterEach(async () => {
  troubles.length = 0;
  await press.close();
});
const paper = (title: string, name = title) => ({ title, name }) as Paper;
const text = async (pdf: Promise<Uint8Array>) => new TextDecoder().decode(await pdf);

describe('a press', () => {
  it('sets one after another', async () => {
    open();
    expect(await Promise.all([text(press.print(paper('a'))), text(press.print(paper('b')))])).toEqual(['a', 'b']);
  });

  it.each(['break', 'end'])('fails with the paper that makes its process %s, and sets the next', async (title) => {
    open();
    const [broken, next] = await Promise.allSettled([press.print(paper(title)), text(press.print(paper('next')))]);
    expect(broken).toMatchObject({ reason: expect.any(Unavailable) });
    expect(next).toMatchObject({ value: 'next' });
    expect(troubles).toHaveLength(1);
  });

  it('gives up a paper that takes too long, and sets the next', async () => {
    open({ paperMs: 300 });
    await expect(press.print(paper('hang'))).rejects.toThrow('could not be made');
    press = open();
    expect(await text(press.print(paper('next')))).toBe('next');
  });

  it('refuses what would wait too long', async () => {
    open();
    const all = await Promise.allSettled(['a', 'b', 'c', 'd'].map((name) => text(press.print(paper(name)))));
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
  });

  it('says so when its program is not there', async () => {
    open({}, '/nowhere/at/all.js');
    await expect(press.print(paper('a'))).rejects.toThrow(Unavailable);
  });

  it('lets nobody wait when it is closed', async () => {
    open();
    const both = Promise.allSettled([press.print(paper('hang')), press.print(paper('b'))]);
    await press.close();
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
