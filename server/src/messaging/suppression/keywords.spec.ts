import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../platform/config/config.js';
import { Keywords } from './keywords.js';

describe('keywords', () => {
  const { STOP_WORDS, START_WORDS } = readConfig({}).env;
  const keywords = new Keywords(STOP_WORDS, START_WORDS);

  it.each([
    'STOP',
    'stop',
    ' Stop ',
    'stop.',
    '"STOP"!',
    's.t.o.p',
    'Stop  All',
    'stopall',
    'STOP 🛑',
    'ＳＴＯＰ',
    'Revoke',
    'OPTOUT',
    'opt out',
    'Opt-Out!',
    'unsub',
    'REMOVE',
    'STOP\0',
    '\0S\u0001T\ufeffO\u200bP\u001b',
    'Stop\r\nall\0',
    `STOP${'\0'.repeat(66)}`,
  ])('hears %j as stop', (text) => expect(keywords.of(text)).toBe('stop'));

  it.each(['unsubscribe', 'Cancel', 'END', 'quit', 'acha', 'Arrêt', 'arrêt', 'BAJA'])('hears %j as stop', (text) =>
    expect(keywords.of(text)).toBe('stop'),
  );

  it.each(['Start', 'UNSTOP', 'anza!', 'alta', 'Début'])('hears %j as start', (text) =>
    expect(keywords.of(text)).toBe('start'),
  );

  it.each([
    '',
    ' ',
    '!',
    'please stop',
    'stop it',
    'nonstop',
    'stopp',
    'the end',
    `stop${' '.repeat(100)}`,
    '__proto__',
  ])('hears nothing in %j', (text) => expect(keywords.of(text)).toBeNull());

  it('takes the words of the settings, accents and blanks around them or not', () => {
    const own = new Keywords(' Détener ,İPTAL, no more,', 'sí');
    expect(['detener', 'DÉTENER', 'iptal', 'No more!', 'si', 'stop', ''].map((text) => own.of(text))).toEqual([
      'stop',
      'stop',
      'stop',
      'stop',
      'start',
      null,
      null,
    ]);
  });

  it('stops at a word that is in both lists', () => {
    expect(new Keywords('x', 'x').of('x')).toBe('stop');
  });
});
