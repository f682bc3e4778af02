import { describe, expect, it } from '@jest/globals';
import { encoded } from '../../../test/encoded.js';
import { ForeignLetters, encodingOf } from './encoding.js';

const RUSSIAN = [
  'Аша',
  'Наташа Иванова',
  'Москва\nСанкт-Петербург',
  'телефон;имя\nПётр Кузнецов',
  'ИВАНОВ ИВАН',
  'Юлия',
];

describe('the encoding of a text', () => {
  it.each<[string, string[]]>([
    ['windows-1251', RUSSIAN],
    ['koi8-r', RUSSIAN],
    ['koi8-u', ['Їжак Євген', 'Ігор Ґалаган\nСофія']],
    ['iso-8859-5', RUSSIAN],
    ['ibm866', RUSSIAN.slice(1)],
    ['windows-1252', ['José', 'José €', 'Muñoz', 'Müller\nStraße', 'Hélène Côté', 'São Paulo', '“text’s” – x Zoë']],
    ['windows-1250', ['Łukasz Wiśniewski', 'Małgorzata Żółć', 'Šárka', 'Łódź\nŚwiętosław']],
    ['windows-1253', ['Γιώργος Παπαδόπουλος', 'Ελένη', 'Άννα\nΑθήνα']],
    ['windows-1254', ['Çağlar\nÖmer Öztürk\nDoğan\nAyşe Yıldız\nGökçe Işık\nŞükrü İstanbul']],
    ['windows-1255', ['דוד כהן\nשרה לוי']],
    ['windows-1256', ['محمد علي', 'فاطمة', 'هاتف;اسم']],
    [
      'gb18030',
      ['王小明', '手机号;姓名\n李雷和韩梅梅', '何炅\n朱军\n黄磊\n韩梅梅\n陈静', '周杰\n孙悦\n林志玲\n郭涛\n王小明'],
    ],
    ['big5', ['王小明', '電話;姓名\n陳大文']],
    ['shift_jis', ['山田太郎', 'すずきはなこ']],
    ['euc-jp', ['山田太郎', 'すずきはなこ']],
    ['euc-kr', ['김철수', '전화;이름']],
  ])('is found of a few words: %s', (encoding, texts) => {
    // Some letters are the same in several; what counts is what is read.
    const read = (text: string) => {
      const octets = encoded(`x;${text}\n`, encoding);
      return new TextDecoder(encodingOf(octets)).decode(octets);
    };
    expect(texts.map(read)).toEqual(texts.map((text) => `x;${text}\n`));
  });

  it('is found by lines that have other letters than ASCII’s, wherever they are', () => {
    const letters = new ForeignLetters();
    const plain = Buffer.from('0712345678;Ann\n'.repeat(10_000));
    letters.take(plain);
    letters.take(encoded('0712345678;Наташа\n', 'windows-1251'));
    letters.take(plain);
    letters.take(encoded('0712345679;Пётр', 'windows-1251'));
    expect(new TextDecoder('windows-1251').decode(letters.sample())).toBe('0712345678;Наташа\n0712345679;Пётр');
  });

  it('is found by a bounded part of a text of any length', () => {
    const letters = new ForeignLetters();
    for (let piece = 0; piece < 100; piece++) letters.take(encoded('Наташа'.repeat(10_000), 'windows-1251'));
    expect(letters.sample().length).toBeLessThan(40_000);
  });
});
