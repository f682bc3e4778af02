import { describe, expect, it } from '@jest/globals';
import type { Job } from '@signalbox/contracts/bus';
import { compiled, ESCAPES } from './templates.js';
import { allFinderOf, finderOf } from './places.js';

const fixed = { sender: 'A&B', secrets: { key: 'k"1' } };
const job: Job = {
  ...{ id: '1b4e28ba-2fa1-11d2-883f-0016d3cca427', attempt: 2, channel: 'http:one', to: '+254712345678' },
  ...{ text: 'a "b" &c=d\n☀', encoding: 'ucs2', segments: 1, expires_at: null },
};

describe('a template', () => {
  const text = '{{to}}|{{to_digits}}|{{text}}|{{sender}}|{{secret.key}}|{{secret.none}}';

  it.each([
    ['url', '%2B254712345678|254712345678|a%20%22b%22%20%26c%3Dd%0A%E2%98%80|A%26B|k%221|'],
    ['form', '%2B254712345678|254712345678|a+%22b%22+%26c%3Dd%0A%E2%98%80|A%26B|k%221|'],
    ['json', '+254712345678|254712345678|a \\"b\\" &c=d\\n☀|A&B|k\\"1|'],
    ['text', '+254712345678|254712345678|a "b" &c=d\n☀|A&B|k"1|'],
  ] as const)('writes values as %s', (place, expected) => {
    expect(compiled(text, ESCAPES[place], fixed)(job)).toBe(expected);
  });

  it('fills in nothing twice: a text that looks like a template stays a text', () => {
    const tricky = { ...job, text: '{{secret.key}}' };
    expect(compiled('{{text}}', ESCAPES.text, fixed)(tricky)).toBe('{{secret.key}}');
  });

  it('writes no line into a header', () => {
    expect(() => compiled('{{text}}', ESCAPES.header, fixed)(job)).toThrow('header');
    expect(compiled('{{id}} {{sender}}', ESCAPES.header, fixed)(job)).toBe(`${job.id} A&B`);
  });
});

describe('a place', () => {
  const value = { data: [{ id: 7 }, { id: 'x' }], ok: true, none: null, 'a-b': ' c ', list: [] };
  const document = { text: 'ID: 42\nOK', value };

  it.each([
    ['data.0.id', '7'],
    ['data.1.id', 'x'],
    ['data.2.id', null],
    ['data.length', null],
    ['ok', 'true'],
    ['none', null],
    ['a-b', 'c'],
    ['__proto__.x', null],
    ['toString', null],
    ['/ID: (\\d+)/', '42'],
    ['/(ok)$/i', 'OK'],
    ['/(nothing)/', null],
  ])('%s is %j', (place, expected) => {
    expect(finderOf(place)(document)).toBe(expected);
  });

  it('in slashes takes no time, whatever it is and whatever the answer', () => {
    const began = performance.now();
    expect(finderOf('/(a+)+$/')({ text: `${'a'.repeat(16_000)}b`, value: null })).toBeNull();
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('with a star is each of a list', () => {
    expect(allFinderOf('data.*.id')(document)).toEqual(['7', 'x']);
    expect(allFinderOf('list.*.id')(document)).toEqual([]);
    expect(allFinderOf('ok.*.id')(document)).toEqual([]);
  });
});
