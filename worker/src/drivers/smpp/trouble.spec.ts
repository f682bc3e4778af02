import { describe, expect, it } from '@jest/globals';
import { troubleOf } from './trouble.js';

const up = (kind: 'transceiver' | 'transmitter' | 'receiver') => ({ kind, bound: {}, ending: null });
const down = (kind: 'transceiver' | 'transmitter' | 'receiver', words: string | null = 'refused') => {
  return { kind, bound: undefined, ending: words === null ? null : { words, credentials: false } };
};

describe('what is wrong with the connections of an account', () => {
  it.each([
    ['nothing, when all are bound', [up('transmitter'), up('receiver')], null],
    ['nothing yet, when none was tried', [down('transmitter', null), down('receiver', null)], null],
    ['why nothing is sent', [down('transmitter'), down('receiver', 'gone')], 'refused'],
    [
      'that nothing comes in',
      [up('transmitter'), down('receiver')],
      'no reports and no messages come in, as the receiver is not bound: refused',
    ],
    [
      'how many are missing',
      [up('transceiver'), down('transceiver'), up('transceiver')],
      '1 of 3 connections is not bound: refused',
    ],
    [
      'the same of receivers',
      [up('transmitter'), up('receiver'), down('receiver'), down('receiver')],
      '2 of 4 connections are not bound: refused',
    ],
  ])('is %s', (_, lines, words) => {
    expect(troubleOf(lines)).toBe(words);
  });
});
