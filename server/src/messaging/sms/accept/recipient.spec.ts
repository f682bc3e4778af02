import { describe, expect, it } from '@jest/globals';
import { channelWith } from '../../../../test/channels.js';
import { pairWith } from '../../../../test/documents.js';
import { PairBook } from '../../pairs/pair-book.js';
import type { Pair } from '../../pairs/pair.js';
import { type ServiceRules, canReply, recipientOf } from './recipient.js';

const plain = pairWith({ operator: 'Plain', prefixes: ['25472'] });
const coded = pairWith({ operator: 'Coded', prefixes: ['25473', '2214'], shortCodes: true });
const other = pairWith({ operator: 'Other', prefixes: [], shortCodes: true });
const closed = pairWith({ operator: 'Closed', prefixes: [], shortCodes: true, active: false });

function rulesOf(pairs: Pair[], shortCodes = false): ServiceRules {
  const book = new PairBook(pairs);
  const lookup = {
    all: book.pairs,
    find: (id: string) => book.find(id),
    matchPrefix: (number: string) => book.matchPrefix(number),
  };
  return { pairs: lookup, shortCodes };
}
const over = (...pairs: Pair[]) => channelWith({ id: 1, pairIds: pairs.map(({ id }) => id) });
const to = (text: string, channel: ReturnType<typeof over> | undefined, rules: ServiceRules) =>
  recipientOf(text, 'KE', channel, rules);

describe('a recipient', () => {
  const all = rulesOf([plain, coded]);

  it('is a phone number in E.164, with the pair of its prefix', () => {
    expect(to('0722 000 111', undefined, all)).toEqual({ peer: '+254722000111', pair: plain });
    expect(to('0799 000 111', over(coded), all)).toEqual({ peer: '+254799000111', pair: undefined });
  });

  it.each(['22141', '100', '40404', 'MPESA', 'M-PESA', ' Safaricom '])(
    'may be %j over a channel whose pair takes such',
    (text) => {
      expect(to(text, over(plain, coded), all)).toEqual({ peer: text.trim(), pair: coded });
    },
  );

  it('may be a short code without a channel, over the one pair that takes such', () => {
    expect(to('22141', undefined, all)).toEqual({ peer: '22141', pair: coded });
    expect(to('22141', undefined, rulesOf([plain, coded, closed]))).toEqual({ peer: '22141', pair: coded });
  });

  it('may be a short code over any channel where the setting says so', () => {
    expect(to('22141', undefined, rulesOf([plain], true))).toEqual({ peer: '22141', pair: undefined });
    expect(to('22141', over(plain), rulesOf([plain], true))).toEqual({ peer: '22141', pair: undefined });
    expect(to('22141', undefined, rulesOf([coded, other], true))).toEqual({ peer: '22141', pair: undefined });
  });

  it.each([
    ['over a channel of another pair', over(plain), all, /go over channels of a pair with short_codes/],
    ['over one of no pair', over(), all, /go over channels of a pair with short_codes/],
    ['over one of a closed pair', over(closed), rulesOf([closed]), /go over channels of a pair/],
    ['where no pair takes such', undefined, rulesOf([plain]), /go over channels of a pair with short_codes/],
    ['where several do', undefined, rulesOf([coded, other]), /over a named channel/],
  ])('is no short code %s', (_, channel, rules, message) => {
    const refused = expect.objectContaining({
      errors: [{ field: 'to', message: expect.stringMatching(message) }],
    });
    expect(() => to('22141', channel, rules)).toThrow(refused);
    expect(() => to('MPESA', channel, rules)).toThrow(refused);
  });

  it.each(['0712345684;0712345685', 'a name that is far too long', '*144#', '-', '+22141'])(
    'is never %j, whatever is allowed',
    (text) => {
      expect(() => to(text, over(coded), rulesOf([coded], true))).toThrow(/./);
    },
  );

  it('is a short code before it is a local number', () => {
    expect(recipientOf('225500', 'DE', over(coded), all).peer).toBe('225500');
  });
});

describe('a reply', () => {
  const rules = rulesOf([plain, coded]);
  const from = (peer: string) => ({ direction: 'inbound', peer }) as const;

  it('can be sent to whoever has a number', () => {
    expect(canReply(from('+254722000111'), undefined, rules)).toBe(true);
    expect(canReply({ direction: 'outbound', peer: '+254722000111' }, undefined, rules)).toBe(false);
  });

  it('can be sent to a service where the channel’s pair or the setting allows it', () => {
    expect(canReply(from('22141'), over(coded), rules)).toBe(true);
    expect(canReply(from('MPESA'), over(plain), rules)).toBe(false);
    expect(canReply(from('MPESA'), undefined, rules)).toBe(false);
    expect(canReply(from('MPESA'), over(plain), rulesOf([plain], true))).toBe(true);
  });

  it('cannot be sent to what is neither', () => {
    for (const peer of ['+22141', '*144#', 'a sender of many letters']) {
      expect(canReply(from(peer), over(coded), rules)).toBe(false);
    }
  });
});
