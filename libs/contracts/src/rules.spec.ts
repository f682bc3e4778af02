import { describe, expect, it } from '@jest/globals';
import { Password } from './auth.js';
import { freeText } from './common.js';
import { MessageText, PhoneNumber } from './messages.js';
import { ProgramName, Proxy, SendingWindow, Template } from './programs.js';
import { Price, Sender } from './providers.js';
import { isProxy } from './proxy.js';
import * as rules from './rules.js';
import { UssdRequest } from './sim-cards.js';

const LENGTHS = [0, 1, 2, 3, 7, 8, 32, 33, 64, 65, 128, 129, 255, 256, 1600, 1601];
const TEXTS = [
  ...LENGTHS.map((length) => 'x'.repeat(length)),
  ...LENGTHS.map((length) => '7'.repeat(length)),
  ...[
    '\ud83c',
    'half \udf89',
    '🎉',
    ' blank before',
    'behind ',
    'Amina & Co.',
    '0.80',
    '12.3456789',
    '-1',
    '+254712345678',
  ],
  ...['*144#', '*144# ', '1', 'start', 'Restart', 'recipient', 'Africa/Nairobi', '+03:00', 'Nowhere/At_All'],
  ...[
    '{{name}}',
    '{{name|you}}',
    '{{}}',
    '{{ | x}}',
    'proxy:3128',
    'proxy:0',
    'proxy:70000',
    'http://proxy',
    'ftp://proxy',
  ],
  ...['socks5://[::1]:1080', 'user:pass@proxy:3128', `${'p'.repeat(250)}:3128`],
];

describe('a rule takes what its schema takes', () => {
  it.each([
    ['a phone number', PhoneNumber, rules.isPhoneNumber],
    ['a password', Password, rules.isPassword],
    ['a text', MessageText, rules.isMessageText],
    ['a name', freeText(64), rules.isFreeText(64)],
    ['a template', Template, rules.isTemplate],
    [
      'a name of a program',
      ProgramName,
      (text: string) => rules.isFreeText(128)(text) && !rules.isReservedProgramName(text),
    ],
    ['a proxy', Proxy, isProxy],
    ['a time zone', SendingWindow.shape.time_zone, rules.isTimeZone],
    ['a USSD code', UssdRequest.shape.code, (text: string) => rules.USSD_CODE.test(text)],
    ['a sender', Sender, (text: string) => rules.SENDER.test(text)],
    ['a price', Price, (text: string) => rules.PRICE.test(text)],
  ])('%s', (_, schema, rule) => {
    expect(TEXTS.filter((text) => rule(text))).toEqual(TEXTS.filter((text) => schema.safeParse(text).success));
  });
});
