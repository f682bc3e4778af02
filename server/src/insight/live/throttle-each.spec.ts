import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Subject, type Subscription } from 'rxjs';
import { throttleEach } from './throttle-each.js';

describe('what is told of each key', () => {
  let source: Subject<string>;
  let told: string[];
  let subscription: Subscription;
  beforeEach(() => {
    jest.useFakeTimers();
    source = new Subject();
    told = [];
    subscription = source.pipe(throttleEach((text) => text.charAt(0), 1_000)).subscribe((text) => told.push(text));
  });
  afterEach(() => void jest.useRealTimers());
  const say = (...texts: string[]) => texts.forEach((text) => source.next(text));

  it('is the first at once, and then the last once in a while', () => {
    say('a1', 'a2', 'b1', 'a3');
    expect(told).toEqual(['a1', 'b1']);
    jest.advanceTimersByTime(1_000);
    expect(told).toEqual(['a1', 'b1', 'a3']);
    say('a4');
    expect(told.at(-1)).toBe('a3');
    jest.advanceTimersByTime(1_000);
    expect(told.at(-1)).toBe('a4');
  });

  it('is told at once again after a rest', () => {
    say('a1');
    jest.advanceTimersByTime(1_000);
    say('a2');
    expect(told).toEqual(['a1', 'a2']);
  });

  it('leaves nothing behind: neither keys that rest, nor timers after the end', () => {
    for (let key = 0; key < 1_000; key += 1) say(String.fromCharCode(0x4000 + key));
    expect(jest.getTimerCount()).toBe(1_000);
    jest.advanceTimersByTime(1_000);
    expect(jest.getTimerCount()).toBe(0);
    say('a1');
    subscription.unsubscribe();
    expect(jest.getTimerCount()).toBe(0);
  });
});
