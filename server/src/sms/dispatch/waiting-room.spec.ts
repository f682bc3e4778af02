import { describe, expect, it } from '@jest/globals';
import { messageWith } from '../../../test/messages.js';
import type { Message } from '../message.js';
import type { RouteKey } from './router.js';
import { WaitingRoom } from './waiting-room.js';

const pinned = (channelId: number, fields: Partial<Message> = {}) =>
  messageWith({ channelId, pinned: true, ...fields });

function room(...messages: Message[]): WaitingRoom {
  const waiting = new WaitingRoom(10);
  for (const message of messages) waiting.enter(message);
  return waiting;
}

function takeAll(waiting: WaitingRoom, route: RouteKey): Message[] {
  const taken: Message[] = [];
  waiting.take(route, (message) => taken.push(message) > 0);
  return taken;
}

describe('the waiting room', () => {
  it('gives messages out in the order they came', () => {
    const messages = Array.from({ length: 10 }, () => messageWith());
    expect(takeAll(room(...messages), 'any')).toEqual(messages);
  });

  it('keeps the messages of each SIM card apart', () => {
    const [mine, yours, anybodys] = [pinned(1), pinned(2), messageWith()];
    const waiting = room(mine, yours, anybodys);
    expect(waiting.routesWaiting()).toEqual([1, 2, 'any']);
    expect(takeAll(waiting, 1)).toEqual([mine]);
    expect(waiting.routesWaiting()).toEqual([2, 'any']);
    expect(waiting.sizeOf(2)).toBe(1);
    expect(waiting.sizeOf(9)).toBe(0);
  });

  it('keeps a message that is refused in front of its lane', () => {
    const [first, second] = [messageWith(), messageWith()];
    const waiting = room(first, second);
    waiting.take('any', () => false);
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
    const waiting = room(...Array.from({ length: 10 }, () => messageWith({ lane: 1 })));
    expect([waiting.isFull(0), waiting.isFull(1), waiting.isFull(2)]).toEqual([false, true, false]);
    let left = 1;
    waiting.take('any', () => left-- > 0);
    expect(waiting.isFull(1)).toBe(false);
  });

  it('empties a route that closed, and leaves the others', () => {
    const [mine, mineToo, yours] = [pinned(1), pinned(1, { lane: 0 }), pinned(2)];
    const waiting = room(mine, mineToo, yours);
    expect(new Set(waiting.evict(1))).toEqual(new Set([mine, mineToo]));
    expect([waiting.has(mine.id), waiting.has(yours.id), waiting.sizeOf(1)]).toEqual([false, true, 0]);
    expect(waiting.evict(9)).toEqual([]);
  });

  it('takes one message out of the middle without disturbing the others', () => {
    const messages = Array.from({ length: 5 }, () => messageWith());
    const [first, second, third, fourth, fifth] = messages;
    const waiting = room(...messages);
    let left = 1;
    waiting.take('any', () => left-- > 0);
    expect(waiting.removeWhere(({ id }) => id === third?.id)).toEqual([third]);
    expect(waiting.has(third?.id ?? '')).toBe(false);
    expect(takeAll(waiting, 'any')).toEqual([second, fourth, fifth]);
    expect(first && waiting.has(first.id)).toBe(false);
  });

  it('keeps its order over thousands of messages that come and go', () => {
    const waiting = new WaitingRoom(100_000);
    const [entered, taken]: [string[], string[]] = [[], []];
    for (let round = 0; round < 30; round++) {
      for (let i = 0; i < 300; i++) {
        const message = messageWith();
        entered.push(message.id);
        waiting.enter(message);
      }
      let left = 280;
      waiting.take('any', ({ id }) => left-- > 0 && taken.push(id) > 0);
    }
    takeAll(waiting, 'any').forEach(({ id }) => taken.push(id));
    expect(taken).toEqual(entered);
  });
});
