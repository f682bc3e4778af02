import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ExpiringCache } from './expiring-cache.js';

describe('ExpiringCache', () => {
  let now = 1_000;
  beforeEach(() => {
    now = 1_000;
    jest.spyOn(Date, 'now').mockImplementation(() => now);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('forgets an entry when its time is over', () => {
    const cache = new ExpiringCache<string, number>(100, 10);
    cache.set('a', 1);
    now += 99;
    expect(cache.get('a')).toBe(1);
    now += 1;
    expect(cache.get('a')).toBeUndefined();
  });

  it('drops the oldest entry when it is full', () => {
    const cache = new ExpiringCache<string, number>(100, 2);
    cache.set('a', 1);
    cache.set('b', 2);
    cache.set('a', 3);
    cache.set('c', 4);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([3, undefined, 4]);
  });

  it('loads once while the entry lives, and asks again for what was not there', async () => {
    const cache = new ExpiringCache<string, number>(100, 2);
    const load = jest.fn<() => Promise<number | null>>().mockResolvedValueOnce(null).mockResolvedValue(5);
    expect(await cache.load('a', load)).toBeNull();
    expect(await cache.load('a', load)).toBe(5);
    expect(await cache.load('a', load)).toBe(5);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('does not keep what a slow load brings after a removal', async () => {
    const cache = new ExpiringCache<string, number>(100, 2);
    let arrive: (value: number) => void = () => undefined;
    const loading = cache.load('a', () => new Promise((resolve) => (arrive = resolve)));
    cache.delete('a');
    arrive(1);
    expect(await loading).toBe(1);
    expect(cache.get('a')).toBeUndefined();
  });
});
