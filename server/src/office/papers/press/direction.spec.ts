import { describe, expect, it } from '@jest/globals';
import { fromTheLeft, mirrored, runsOf } from './direction.js';

const seen = (text: string) => fromTheLeft(runsOf(text)).map(mirrored);

describe('the pieces of a name, from the left', () => {
  it.each([
    ['of one that begins with Arabic', 'شركة النور Nairobi Ltd 2024', ['Nairobi ', 'Ltd ', '2024', 'النور ', 'شركة ']],
    ['of one that begins with Hebrew', 'דוד כהן (Cohen) 12', ['12', ' ', '(', 'Cohen', ')', 'כהן ', 'דוד ']],
    ['of one that begins with Latin', 'Acme (דוד כהן) Ltd 3', ['Acme ', '(', 'כהן', 'דוד ', ') ', 'Ltd ', '3']],
    ['with digits of Persian', 'رقم ۱۲۳', ['۱', '۲', '۳', 'رقم ']],
    ['with digits of Arabic', 'رقم ١٢٣', ['١', '٢', '٣', 'رقم ']],
    ['with a per cent sign, which belongs to its number', 'ריבית 50%!', ['!', '50%', 'ריבית ']],
    ['of one without leftward letters', 'Jane (Roe) 5', ['Jane (Roe) 5']],
  ])('%s', (_, name, pieces) => expect(seen(name)).toEqual(pieces));

  it('turn around the brackets that leftward words stand in', () => {
    expect(seen('שלום (עולם)')).toEqual([')עולם(', 'שלום ']);
  });
  it('have one font, which is the only one that has them all', () => {
    expect(new Set(runsOf('דוד Cohen').map(({ font }) => font))).toEqual(new Set(['DejaVu']));
  });
  it('have a font of their own among those of Ethiopia', () => {
    expect(runsOf('ኢትዮጵያ דוד').map(({ font, level }) => `${font} ${level}`)).toEqual(['Ethiopic 0', 'DejaVu 1']);
  });
  it('are of each line of a text by itself', () => {
    expect(runsOf('Cohen דוד 1\nדוד 1').map(({ level }) => level)).toEqual([0, 1, 2, 0, 1, 2]);
  });
});
