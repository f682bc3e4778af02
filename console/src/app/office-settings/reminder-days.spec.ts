import { describe, expect, it } from 'vitest';
import { daysOf } from './reminder-days';

describe('the days of reminders', () => {
  it.each([
    ['1, 7, 14', [1, 7, 14]],
    ['14 and 1', [1, 14]],
    ['3', [3]],
    ['', null],
    ['0', null],
    ['1, 1', null],
    ['1.5', null],
    ['soon', null],
    ['91', null],
    ['1 2 3 4 5 6 7', null],
  ])('%s are %s', (text, days) => expect(daysOf(text)).toEqual(days));
});
