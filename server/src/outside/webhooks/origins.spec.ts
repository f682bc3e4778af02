import { describe, expect, it } from '@jest/globals';
import { type OriginEnd, Origins, originOf } from './origins.js';

const NOW = 1_000_000;
const taken: OriginEnd = { isTaken: true, isAnswered: true, ms: 5, dueAt: NOW, notBefore: null };

/** How many may be under way at a place. */
function roomOf(origins: Origins, name: string): number {
  let many = 0;
  while (origins.hasRoom(name)) {
    origins.begin(name);
    many++;
  }
  for (let left = many; left > 0; left--) origins.end(name, { ...taken, ms: 2_000 }, NOW);
  return many;
}

describe('how many deliveries go to a place at a time', () => {
  it('grows while they are taken quickly', () => {
    const origins = new Origins();
    expect(roomOf(origins, 'a')).toBe(4);
    for (let many = 0; many < 200; many++) {
      origins.begin('a');
      origins.end('a', taken, NOW);
    }
    expect(roomOf(origins, 'a')).toBe(32);
    expect(roomOf(origins, 'b')).toBe(4);
  });

  it('is one where they are not taken, or slowly', () => {
    const origins = new Origins();
    origins.begin('a');
    origins.end('a', { ...taken, isTaken: false }, NOW);
    expect(roomOf(origins, 'a')).toBe(1);
    for (let many = 0; many < 3; many++) {
      origins.begin('b');
      origins.end('b', { ...taken, ms: 10_000 }, NOW);
    }
    expect(roomOf(origins, 'b')).toBe(1);
  });

  it('is none for a while where nobody answers, and nobody else waits for that', () => {
    const origins = new Origins();
    origins.begin('a');
    const silent = { isTaken: false, isAnswered: false, ms: 15_000, dueAt: NOW + 5_000, notBefore: null };
    expect(origins.end('a', silent, NOW)).toBe(NOW + 5_000);
    expect(origins.barredUntil('a', NOW)).toBe(NOW + 5_000);
    expect(origins.barredUntil('a', NOW + 5_000)).toBe(0);
    expect(origins.barredUntil('b', NOW)).toBe(0);
    origins.begin('a');
    expect(origins.end('a', { ...silent, dueAt: NOW + 3_600_000 }, NOW)).toBe(NOW + 60_000);
  });

  it('is none until the receiver wants more', () => {
    const origins = new Origins();
    origins.begin('a');
    const busy = { isTaken: false, isAnswered: true, ms: 5, dueAt: NOW + 600_000, notBefore: NOW + 600_000 };
    expect(origins.end('a', busy, NOW)).toBe(NOW + 600_000);
  });
});

it('a place is a host', () => {
  expect(originOf('https://a.example/x?y')).toBe('a.example');
  expect(originOf('http://a.example:8080/')).toBe('a.example:8080');
});
