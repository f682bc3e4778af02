import { describe, expect, it } from '@jest/globals';
import { messageWith } from '../../../../test/messages.js';
import type { Message } from '../message.js';
import type { RouteKey } from './router.js';
import { type RoomSize, WaitingRoom } from './waiting-room.js';

const pinned = (channelId: number, fields: Partial<Message> = {}) =>
  messageWith({ channelId, pinned: true, ...fields });

const SIZE: RoomSize = { perLane: 10, perRoute: 8, least: 2, ahead: 4 };

function room(...messages: Message[]): WaitingRoom {
  const waiting = new WaitingRoom(SIZE);
  for (const message of messages) waiting.enter(message);
  return waiting;
}

/** Takes all that a route has, or all routes; the others are refused. */
function takeAll(waiting: WaitingRoom, route?: RouteKey): Message[] {
  const taken: Message[] = [];
  waiting.take((message, key) => {
    if (route !== undefined && key !== route) return 'refused';
    taken.push(message);
    return 'taken';
  });
  return taken;
}

/** Takes a few at a time, as when channels have room for no more. */
function takeSome(waiting: WaitingRoom, count: number, outcome: 'refused' | 'stop' = 'stop'): Message[] {
  const taken: Message[] = [];
  waiting.take((message) => {
    if (taken.length === count) return outcome;
    taken.push(message);
    return 'taken';
  });
  return taken;
}

const ofPair = (pairId: string, fields: Partial<Message> = {}) => messageWith({ pairId, ...fields });

describe('the waiting room', () => {
  it('gives messages out in the order they came', () => {
    const messages = Array.from({ length: 8 }, () => messageWith());
    expect(takeAll(room(...messages), 'any')).toEqual(messages);
  });

  it('keeps the messages of each SIM card apart', () => {
    const [mine, yours, anybodys] = [pinned(1), pinned(2), messageWith()];
    const waiting = room(mine, yours, anybodys);
    expect([...waiting.routesWaiting()]).toEqual([1, 2, 'any']);
    expect(takeAll(waiting, 1)).toEqual([mine]);
    expect([...waiting.routesWaiting()]).toEqual([2, 'any']);
    expect(waiting.sizeOf(2)).toBe(1);
    expect(waiting.sizeOf(9)).toBe(0);
  });

  it('keeps a message that is refused in front of its lane', () => {
    const [first, second] = [messageWith(), messageWith()];
    const waiting = room(first, second);
    waiting.take(() => 'refused');
    expect(takeAll(waiting, 'any')).toEqual([first, second]);
  });

  it('gives an urgent message out before a bulk one that came earlier', () => {
    const [bulk, urgent] = [messageWith({ lane: 2 }), messageWith({ lane: 0 })];
    expect(takeAll(room(bulk, urgent), 'any')).toEqual([urgent, bulk]);
  });

  it('lets a message in once', () => {
    const message = messageWith();
    const waiting = room(message, message);
    expect(waiting.has(message.id)).toBe(true);
    expect(takeAll(waiting, 'any')).toEqual([message]);
    expect(waiting.has(message.id)).toBe(false);
  });

  it('lets a message in again after it went', () => {
    const message = messageWith();
    const waiting = room(message);
    takeAll(waiting, 'any');
    waiting.enter(message);
    expect(takeAll(waiting, 'any')).toEqual([message]);
  });

  it('is full by lane, and has room again when messages go', () => {
    const waiting = room(
      ...Array.from({ length: 5 }, () => messageWith()),
      ...Array.from({ length: 5 }, () => ofPair('a')),
    );
    expect([0, 1, 2].map((lane) => waiting.hasRoom('any', lane as 0 | 1 | 2))).toEqual([true, false, true]);
    takeSome(waiting, 1);
    expect(waiting.hasRoom('any', 1)).toBe(true);
  });

  it('is full for one route before the others, and keeps a little for each', () => {
    const waiting = room(...Array.from({ length: 8 }, () => ofPair('a')));
    expect([waiting.hasRoom('a', 1), waiting.hasRoom('b', 1)]).toEqual([false, true]);
    for (let count = 0; count < 2; count++) waiting.enter(ofPair('b'));
    expect([waiting.hasRoom('b', 1), waiting.hasRoom('c', 1)]).toEqual([false, true]);
  });

  it('says which route runs low', () => {
    const waiting = room(ofPair('a'), ofPair('a'), ofPair('b'));
    expect([waiting.runsLow('a', 1), waiting.runsLow('b', 1), waiting.runsLow('b', 0)]).toEqual([false, true, true]);
  });

  it('goes on with other routes when one is refused', () => {
    const [a, alsoA, b] = [ofPair('a'), ofPair('a'), ofPair('b')];
    const waiting = room(a, alsoA, b);
    expect(takeAll(waiting, 'b')).toEqual([b]);
    expect(takeAll(waiting)).toEqual([a, alsoA]);
  });

  it('gives each route its turn in a lane', () => {
    const waiting = room(...Array.from({ length: 4 }, () => ofPair('a')), ofPair('b'), ofPair('c'));
    const order = takeSome(waiting, 6).map(({ pairId }) => pairId);
    expect(order).toEqual(['a', 'b', 'c', 'a', 'a', 'a']);
  });

  it('goes on with the next route at the next time, and keeps the place of a refused one', () => {
    const waiting = room(...['a', 'a', 'b', 'b', 'c', 'c'].map((pairId) => ofPair(pairId)));
    const turns = Array.from({ length: 6 }, () => takeSome(waiting, 1, 'refused')[0]?.pairId);
    expect(turns).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
  });

  it('never starves a lane, even when channels have room for one message at a time', () => {
    const waiting = new WaitingRoom({ perLane: 100, perRoute: 100, least: 2, ahead: 100 });
    for (let index = 0; index < 60; index++) waiting.enter(messageWith({ lane: 0 }));
    for (let index = 0; index < 60; index++) waiting.enter(ofPair('b', { lane: 2 }));
    const lanes = Array.from({ length: 36 }, () => takeSome(waiting, 1, 'refused')[0]?.lane);
    expect(lanes.filter((lane) => lane === 2)).toHaveLength(4);
  });

  it('gives an urgent message of one route out before the bulk of another', () => {
    const [bulk, urgent] = [ofPair('a', { lane: 2 }), ofPair('b', { lane: 0 })];
    expect(takeAll(room(bulk, urgent))).toEqual([urgent, bulk]);
  });

  it('lets nothing in of a run that is barred', () => {
    const waiting = room();
    waiting.barredRuns.add(7);
    waiting.enter(messageWith({ runId: 7 }));
    expect(waiting.size).toBe(0);
    waiting.barredRuns.delete(7);
    waiting.enter(messageWith({ runId: 7 }));
    expect(waiting.size).toBe(1);
  });

  it('empties a route that closed, and leaves the others', () => {
    const [mine, mineToo, yours] = [pinned(1), pinned(1, { lane: 0 }), pinned(2)];
    const waiting = room(mine, mineToo, yours);
    expect(new Set(waiting.evict(1))).toEqual(new Set([mine, mineToo]));
    expect([waiting.has(mine.id), waiting.has(yours.id), waiting.sizeOf(1)]).toEqual([false, true, 0]);
    expect(waiting.evict(9)).toEqual([]);
  });

  it('reads less ahead from the database than it takes from callers', () => {
    const waiting = room(...Array.from({ length: 4 }, () => messageWith()));
    expect([waiting.hasRoom('any', 1), waiting.hasRoomAhead('any', 1), waiting.runsLow('any', 1)]).toEqual([
      true,
      false,
      false,
    ]);
    takeSome(waiting, 3);
    expect([waiting.hasRoomAhead('any', 1), waiting.runsLow('any', 1)]).toEqual([true, true]);
  });

  it('takes some out by their ids', () => {
    const [first, second] = [messageWith(), messageWith()];
    const waiting = room(first, second);
    waiting.remove([messageWith().id, first.id]);
    expect([waiting.has(first.id), waiting.has(second.id), waiting.size]).toEqual([false, true, 1]);
  });

  it('takes one message out of the middle without disturbing the others', () => {
    const messages = Array.from({ length: 5 }, () => messageWith());
    const [first, second, third, fourth, fifth] = messages;
    const waiting = room(...messages);
    takeSome(waiting, 1);
    expect(waiting.removeWhere(({ id }) => id === third?.id)).toEqual([third]);
    expect(waiting.has(third?.id ?? '')).toBe(false);
    expect(takeAll(waiting, 'any')).toEqual([second, fourth, fifth]);
    expect(first && waiting.has(first.id)).toBe(false);
  });

  it('keeps its order over thousands of messages that come and go', () => {
    const waiting = new WaitingRoom({ perLane: 100_000, perRoute: 100_000, least: 1, ahead: 1 });
    const [entered, taken]: [string[], string[]] = [[], []];
    for (let round = 0; round < 30; round++) {
      for (let i = 0; i < 300; i++) {
        const message = messageWith();
        entered.push(message.id);
        waiting.enter(message);
      }
      taken.push(...takeSome(waiting, 280).map(({ id }) => id));
    }
    takeAll(waiting, 'any').forEach(({ id }) => taken.push(id));
    expect(taken).toEqual(entered);
  });
});

describe('urgent messages', () => {
  const key = 'k'.repeat(24);
  const urgent = (count: number) => Array.from({ length: count }, () => ofPair(key, { lane: 0 }));
  const normal = (count: number) => Array.from({ length: count }, () => ofPair(key, { lane: 1 }));

  it('all go where the patient ones of their route have no room', () => {
    const [first, second] = [urgent(6), normal(2)];
    const waiting = room(...first, ...second);
    const offered: number[] = [];
    waiting.take((message) => {
      offered.push(message.lane);
      return message.lane === 0 ? 'taken' : 'refused';
    });
    expect(offered.filter((lane) => lane === 0)).toHaveLength(6);
    expect(offered.filter((lane) => lane === 1)).toHaveLength(1);
    expect(waiting.size).toBe(2);
    expect(takeAll(waiting)).toEqual(second);
  });

  it('that have no room leave none for the patient ones', () => {
    const waiting = room(...urgent(2), ...normal(2));
    const offered: number[] = [];
    waiting.take((message) => {
      offered.push(message.lane);
      return 'refused';
    });
    expect(offered).toEqual([0]);
  });
});

describe('messages that failed over', () => {
  it('wait apart from those of the same pair, and leave nothing behind when they are gone', () => {
    const key = 'k'.repeat(24);
    const [plain, detour] = [ofPair(key), ofPair(key, { tried: '3' })];
    const waiting = room(plain, detour);
    expect([...waiting.routesWaiting()]).toEqual([key, `${key} 3`]);
    expect(takeAll(waiting, `${key} 3`)).toEqual([detour]);
    const again = ofPair(key, { tried: '3' });
    waiting.enter(again);
    expect(takeAll(waiting)).toEqual(expect.arrayContaining([plain, again]));
    expect(waiting.size).toBe(0);
  });
});
