import { describe, expect, it } from '@jest/globals';
import { formatFor } from './log-format.js';
import { textLine } from './text-line.js';

const time = new Date(2026, 10, 29, 14, 2, 11).toISOString();

describe('a line of the log for people', () => {
  it.each([
    [{ level: 30, context: 'Broker', msg: 'it answers again' }, '14:02:11  Broker  it answers again'],
    [{ level: 40, context: 'SMPP', msg: 'offline' }, '14:02:11  warning  SMPP  offline'],
    [{ level: 60, msg: 'it ends' }, '14:02:11  FATAL  it ends'],
    [
      { level: 30, process: 'worker', worker: 'local', context: 'Worker', msg: 'connected' },
      '14:02:11  worker local, Worker  connected',
    ],
    [
      { level: 30, msg: 'an import ended', list: 7, rows: { good: 2 } },
      '14:02:11  an import ended  list=7 rows={"good":2}',
    ],
  ])('of %j', (entry, expected) => {
    expect(textLine({ time, ...entry }, false)).toBe(`${expected}\n`);
  });

  it('shows below it where an error comes from', () => {
    const error = 'Error: broken\n    at work (file.js:1:2)';
    expect(textLine({ time, level: 50, msg: 'it failed', error }, false)).toBe(
      '14:02:11  ERROR  it failed\n          Error: broken\n              at work (file.js:1:2)\n',
    );
  });

  it('lets nothing through that a terminal would obey', () => {
    const line = textLine(
      { time, level: 30, msg: 'from \u001b]0;mine\u0007\u009b2J\r\u007fhim', name: '\u001bc' },
      false,
    );
    expect(line).toBe('14:02:11  from ·]0;mine··2J··him  name=·c\n');
  });

  it('has colours only where they are known', () => {
    expect(textLine({ time, level: 40, msg: 'careful' }, true)).toContain('\u001b[33mwarning\u001b[0m');
    expect(textLine({ time, level: 40, msg: 'careful' }, false)).not.toContain('\u001b');
  });
});

describe('the form of the log', () => {
  it('is for people on a terminal, JSON elsewhere, and what is asked for', () => {
    expect(formatFor(undefined, { isTTY: true })).toBe('text');
    expect(formatFor(undefined, {})).toBe('json');
    expect(formatFor('json', { isTTY: true })).toBe('json');
    expect(formatFor('text', {})).toBe('text');
  });
});
