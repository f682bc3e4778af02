import { beforeAll, describe, expect, it } from '@jest/globals';
import { commonPasswords } from './common-passwords.js';
import { weaknessOf } from './password-rules.js';

const JANE = { username: 'jane.doe', email: 'jd.office@example.com' };
let isCommon: (text: string) => boolean;
beforeAll(async () => {
  isCommon = await commonPasswords();
});
const weakness = (password: string, names = JANE) => weaknessOf(password, names, isCommon);

describe('a password', () => {
  it.each([
    'password',
    'PassWord',
    'password123',
    'password1',
    '12345678',
    'qwertyuiop',
    'iloveyou',
    'trustno1',
    '1q2w3e4r',
    'p@ssw0rd',
    'Liverpool',
  ])('that very many people have is refused: %s', (password) => {
    expect(weakness(password)).toMatch(/^expected .*common/);
  });

  it.each(['password!', 'Sunshine2026', 'iloveyou#1', 'changeme123', 'ｐａｓｓｗｏｒｄ1'])(
    'is no better for digits or signs at its end: %s',
    (password) => {
      expect(weakness(password)).toMatch(/^expected .*common/);
    },
  );

  it.each(['aaaaaaaaaaaa', 'abababababab', '-----------------'])(
    'of hardly any characters is refused: %s',
    (password) => {
      expect(weakness(password)).toMatch(/^expected .*(different characters|common)/);
    },
  );

  it.each([
    'jane.doe',
    'JaneDoe-2026',
    'my jane.doe key',
    'xxJANEDOExx',
    'jd.office 4711',
    'JdOffice!!',
    'Signalbox-4711',
    'my.signal-box',
  ])('with a name of the account or the product in it is refused: %s', (password) => {
    expect(weakness(password)).toMatch(/^expected .*without/);
  });

  it('may have a short name in it, but not be made of it', () => {
    const ann = { username: 'ann', email: 'ann@example.com' };
    expect(weakness('cannot be guessed', ann)).toBeNull();
    for (const password of ['ann12345', 'Ann-2026-11']) expect(weakness(password, ann)).toMatch(/without/);
  });

  it.each([
    'correct horse',
    'a password for tests',
    'sunshine over 14 hills',
    'Tr0ub4dor&3',
    'пароль из слов',
    'kettle42drum',
  ])('that is none of these is taken: %s', (password) => {
    expect(weakness(password)).toBeNull();
  });

  it('is held against more than ten thousand', async () => {
    expect(isCommon('# permission is hereby granted')).toBe(false);
    for (const text of ['', '\n', 'zzz not a password']) expect(isCommon(text)).toBe(false);
  });
});
