import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { InboundEvent } from './inbound-part.js';
import type { ReassemblyLimits } from './limits.js';
import { type InboundPart, Reassembly } from './reassembly.js';

let folder: string;
let clock: number;
let told: InboundEvent[];
let open: Reassembly[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-parts-'));
  clock = 1_700_000_000_000;
  told = [];
  open = [];
});
afterEach(() => {
  for (const one of open) one.stop();
  rmSync(folder, { recursive: true });
});

const sink = {
  events: (events: readonly { type: string }[]) => {
    told.push(...(events as InboundEvent[]));
    return Promise.resolve();
  },
};
function start(limits: Partial<ReassemblyLimits> = {}, to = sink): Reassembly {
  const made = new Reassembly(folder, { gatherMs: 1, ...limits }, () => clock);
  made.start(to);
  open.push(made);
  return made;
}
/** As after a kill -9: nothing is said to the old one. */
const restart = (): Reassembly => start();

const message = (over: Partial<InboundPart> = {}): InboundPart => {
  return { channel: 'sim', from: '+254700000001', text: 'Hello', at: clock, concatenation: null, ...over };
};
const part = (number: number, total: number, over: Partial<InboundPart> & { reference?: number } = {}): InboundPart => {
  const { reference = 7, ...rest } = over;
  return message({ text: `<${number}>`, concatenation: { reference, total, number }, ...rest });
};
const texts = () => told.map(({ text }) => text);
const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('Reassembly', () => {
  it('tells a message of one part as it is', async () => {
    await start().add(message());
    expect(told).toEqual([
      { type: 'inbound', id: told[0]?.id, channel: 'sim', from: '+254700000001', text: 'Hello', at: clock },
    ]);
    expect(told[0]?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('joins parts in whatever order they come, with the time of the first', async () => {
    const parts = start();
    await parts.add(part(3, 3, { at: clock + 2 }));
    await parts.add(part(1, 3));
    expect(told).toEqual([]);
    await parts.add(part(2, 3, { at: clock + 1 }));
    expect(told).toEqual([expect.objectContaining({ text: '<1><2><3>', at: clock })]);
  });

  it('keeps apart what differs in channel, sender, reference or total', async () => {
    const parts = start();
    await Promise.all([
      parts.add(part(1, 2)),
      parts.add(part(2, 2, { channel: 'another' })),
      parts.add(part(2, 2, { from: '+254700000002' })),
      parts.add(part(2, 2, { reference: 8 })),
      parts.add(part(2, 3)),
    ]);
    expect(told).toEqual([]);
    await parts.add(part(2, 2));
    expect(texts()).toEqual(['<1><2>']);
  });

  it('keeps parts over a kill -9, and a surrogate pair that is cut between two', async () => {
    await start().add(part(1, 2, { text: 'x\ud83d' }));
    await restart().add(part(2, 2, { text: '\ude00y' }));
    expect(texts()).toEqual(['x😀y']);
  });

  it('drops a part that comes again, before and after its message was told', async () => {
    const parts = start();
    for (const number of [1, 1, 2, 2, 1]) await parts.add(part(number, 2));
    expect(texts()).toEqual(['<1><2>']);
    await restart().add(part(2, 2));
    clock += 25 * 3_600_000;
    await settle();
    expect(texts()).toEqual(['<1><2>']);
  });

  it('tells a message that was complete when the worker died, with the same id', async () => {
    const never = { events: () => new Promise<void>(() => undefined) };
    const dying = start({}, never);
    void dying.add(part(1, 2));
    void dying.add(part(2, 2));
    await settle();
    restart();
    await settle();
    restart();
    expect(texts()).toEqual(['<1><2>']);
    const [first] = told;
    told = [];
    rmSync(join(folder, 'parts.db'));
    rmSync(join(folder, 'parts.db-wal'), { force: true });
    const anew = restart();
    await Promise.all([anew.add(part(1, 2)), anew.add(part(2, 2))]);
    expect(told[0]?.id).toBe(first?.id);
  });

  it('gives the same message the same id, and another message another', async () => {
    const parts = start();
    await parts.add(message());
    await parts.add(message());
    await parts.add(message({ at: clock + 1 }));
    await parts.add(message({ text: 'Hello!' }));
    await parts.add(message({ from: '+254700000002' }));
    const ids = told.map(({ id }) => id);
    expect(ids[0]).toBe(ids[1]);
    expect(new Set(ids).size).toBe(4);
  });

  it('tells what came of a message after a day, with its gaps marked', async () => {
    const parts = start({ sweepMs: 5 });
    await parts.add(part(2, 7));
    await parts.add(part(6, 7));
    clock += 24 * 3_600_000 - 1;
    await settle();
    expect(told).toEqual([]);
    clock += 1;
    await settle();
    expect(texts()).toEqual(['[part 1 of 7 is missing]<2>[parts 3 to 5 of 7 are missing]<6>[part 7 of 7 is missing]']);
  });

  it('tells what came of messages that miss parts for a minute when it is asked to', async () => {
    const parts = start();
    await parts.add(part(1, 2));
    clock += 60_000;
    await parts.add(part(1, 2, { reference: 8 }));
    expect([parts.waiting(), await parts.tellWaiting()]).toEqual([0, 0]);
    clock += 1;
    expect([parts.waiting(), await parts.tellWaiting()]).toEqual([1, 1]);
    expect(texts()).toEqual(['<1>[part 2 of 2 is missing]']);
    expect(parts.waiting()).toBe(0);
  });

  it('takes a reference that comes round for another message, and tells the older one as it is', async () => {
    const parts = start();
    await parts.add(part(1, 2, { text: 'old ' }));
    await parts.add(part(1, 2, { text: 'new ', at: clock + 1 }));
    await parts.add(part(2, 2, { text: 'end', at: clock + 1 }));
    await settle();
    expect(texts().sort()).toEqual(['new end', 'old [part 2 of 2 is missing]']);
    // Both parts again, from another time: it is a third message.
    for (const number of [1, 2]) await parts.add(part(number, 2, { text: 'new ', at: clock + 9 }));
    expect(texts()).toHaveLength(3);
  });

  it('takes parts that cannot be for messages by themselves', async () => {
    const parts = start();
    for (const [number, total] of [
      [3, 2],
      [0, 2],
      [1, 1],
      [1, 300],
      [1.5, 2],
      [-1, 2],
    ] as const) {
      await parts.add(part(number, total));
    }
    await parts.add(part(1, 2, { reference: 70_000 }));
    expect(told).toHaveLength(7);
  });

  it('holds a bounded number of messages that never become complete', async () => {
    const parts = start({ openSets: 10 });
    for (let reference = 0; reference < 25; reference += 1) {
      clock += 1;
      await Promise.all(Array.from({ length: 3 }, (_, i) => parts.add(part(i + 1, 255, { reference }))));
    }
    await settle();
    expect(told).toHaveLength(15);
    expect(texts()[0]).toBe('<1><2><3>[parts 4 to 255 of 255 are missing]');
  });

  it('cuts a sender that is longer than an event may hold, and names one that is empty', async () => {
    const parts = start();
    await parts.add(message({ from: 'x'.repeat(40) }));
    await parts.add(message({ from: ' ' }));
    expect(told.map(({ from }) => from)).toEqual(['x'.repeat(32), 'unknown']);
  });

  describe('without the time of the network', () => {
    const MINUTE = 60_000;
    const ids = () => new Set(told.map(({ id }) => id)).size;

    it('knows what came over an earlier connection for a while, also after a kill -9', async () => {
      const connectedAt = clock - 1;
      await start().add(message({ connectedAt }));
      clock += 5 * MINUTE;
      const parts = restart();
      await parts.add(message({ connectedAt: clock - 1 }));
      expect(ids()).toBe(1);
      clock += 5 * MINUTE;
      await parts.add(message({ connectedAt: clock - 3 * MINUTE }));
      expect(ids()).toBe(2);
      clock += 16 * MINUTE;
      await parts.add(message({ connectedAt: clock - 1 }));
      expect(ids()).toBe(3);
    });

    it('takes what comes again after it was answered for another message, also after a kill -9', async () => {
      (await start().add(message({ connectedAt: clock - 1 })))();
      clock += MINUTE;
      const parts = restart();
      const again = message({ connectedAt: clock - 1 });
      await parts.add(again);
      expect(ids()).toBe(2);
      // This one got no answer, and comes once more.
      clock += MINUTE;
      await parts.add({ ...again, at: clock, connectedAt: clock - 1 });
      expect(ids()).toBe(2);
    });

    it('takes a long text that comes again after it was answered for another message', async () => {
      const parts = start();
      /** Over a connection of their own. */
      const send = async (numbers: readonly number[], answered: readonly number[]) => {
        const connectedAt = clock;
        clock += 1;
        for (const number of numbers) {
          const answer = await parts.add(part(number, 2, { connectedAt, at: clock }));
          if (answered.includes(number)) answer();
        }
        clock += 1000;
      };
      await send([1, 2], [1]);
      await send([2], [2]);
      expect(texts()).toEqual(['<1><2>']);
      await send([1, 2], [1, 2]);
      expect(texts()).toEqual(['<1><2>', '<1><2>']);
    });

    it('takes the same words over one connection for two messages, even in the same millisecond', async () => {
      const parts = start();
      const connectedAt = clock - 1;
      await Promise.all([parts.add(message({ connectedAt })), parts.add(message({ connectedAt }))]);
      await parts.add(message({ connectedAt }));
      expect(ids()).toBe(3);
    });

    it('tells the same long text twice when it is new, and once when it came over an earlier connection', async () => {
      const parts = start();
      const send = async (connectedAt: number) => {
        for (const number of [1, 2]) await parts.add(part(number, 2, { connectedAt }));
        clock += 1000;
      };
      const first = clock - 1;
      await send(first);
      await send(first);
      await send(clock);
      expect(texts()).toEqual(['<1><2>', '<1><2>']);
    });
  });

  it('refuses what it cannot keep', async () => {
    const parts = start();
    const late = parts.add(part(1, 2));
    parts.stop();
    await late;
    await expect(parts.add(part(2, 2))).rejects.toThrow('stopping');
    rmSync(join(folder, 'parts.db-wal'), { force: true });
    rmSync(join(folder, 'parts.db-shm'), { force: true });
    writeFileSync(join(folder, 'parts.db'), 'no database');
    expect(() => start()).toThrow(/cannot open .*parts.db/);
  });
});
