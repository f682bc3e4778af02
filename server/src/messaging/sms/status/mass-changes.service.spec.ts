import { describe, expect, it } from '@jest/globals';
import { messageWith } from '../../../../test/messages.js';
import { until } from '../../../../test/until.js';
import type { Message } from '../message.js';
import { ChangeBuilder } from '../change.js';
import type { ChangeWriterService } from './change-writer.service.js';
import { MassChangesService } from './mass-changes.service.js';

const many = (count: number) => Array.from({ length: count }, () => messageWith());
const expire = (message: Message) => new ChangeBuilder(message).step('expired', 1);

describe('changes of many messages', () => {
  it('are written a page at a time, whoever asks: the lane never has more of them', async () => {
    const waiting: (() => void)[] = [];
    let most = 0;
    const writer = {
      change: () =>
        new Promise<boolean>((resolve) => {
          waiting.push(() => resolve(true));
          most = Math.max(most, waiting.length);
        }),
    } as unknown as ChangeWriterService;
    const changes = new MassChangesService(writer);
    const all = Promise.all([changes.change(many(450), expire), changes.change(many(250), expire)]);
    let done = false;
    void all.then(() => (done = true));
    await until(() => {
      for (const go of waiting.splice(0)) go();
      return done;
    });
    expect(most).toBe(100);
    expect((await all).map(({ length }) => length)).toEqual([450, 250]);
  });

  it('leave the lane to others for as long as each page took', async () => {
    const pages: { from: number; to: number }[] = [];
    const writer = {
      change: async () => {
        const from = performance.now();
        await new Promise((resolve) => setTimeout(resolve, 30));
        pages.push({ from, to: performance.now() });
        return true;
      },
    } as unknown as ChangeWriterService;
    await new MassChangesService(writer).change(many(200), expire);
    const [first, second] = [pages.slice(0, 100), pages.slice(100)];
    const [began, ended] = [Math.min(...first.map(({ from }) => from)), Math.max(...first.map(({ to }) => to))];
    expect(Math.min(...second.map(({ from }) => from)) - ended).toBeGreaterThanOrEqual((ended - began) * 0.8);
  });

  it('tell which did not apply', async () => {
    let count = 0;
    const writer = { change: () => Promise.resolve(++count % 2 === 0) } as unknown as ChangeWriterService;
    expect(await new MassChangesService(writer).change(many(3), expire)).toEqual([false, true, false]);
  });
});
