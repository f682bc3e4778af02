import { afterEach, describe, expect, it } from '@jest/globals';
import { pathToFileURL } from 'node:url';
import { Unavailable } from '../../../platform/common/errors.js';
import type { Paper } from '../paper.js';
import { Press, type PressBounds } from './press.js';

/** A thread that does what the paper's title says. */
const PROGRAM = `
  import { parentPort } from 'node:worker_threads';
  parentPort.on('message', ({ title, name }) => {
    if (title === 'break') throw new Error('it broke');
    if (title === 'hang') while (true);
    if (title === 'end') process.exit(0);
    parentPort.postMessage({ pdf: new TextEncoder().encode(name) });
  });`;
const program = new URL(`data:text/javascript,${encodeURIComponent(PROGRAM)}`);
const BOUNDS: PressBounds = { queue: 2, paperMs: 20_000, restMs: 20_000 };

let press: Press;
const troubles: unknown[] = [];
const open = (bounds: Partial<PressBounds> = {}, url = program) =>
  (press = new Press(url, { ...BOUNDS, ...bounds }, (error) => troubles.push(error)));
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

  it.each(['break', 'end'])('fails with the paper that makes the thread %s, and sets the next', async (title) => {
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
    open({}, pathToFileURL('/nowhere/at/all.js'));
    await expect(press.print(paper('a'))).rejects.toThrow(Unavailable);
  });

  it('lets nobody wait when it is closed', async () => {
    open();
    const both = Promise.allSettled([press.print(paper('hang')), press.print(paper('b'))]);
    await press.close();
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
