import { describe, expect, it } from '@jest/globals';
import { byFont, fontFor, lettering } from './lettering.js';

describe('the font of a text', () => {
  it.each(['Jane Wanjirũ', 'Łukasz Żółć', 'Владимир Іванов', 'Γιώργος Παπαδόπουλος', '“Big – Co.” 5 €'])(
    'that it has is the usual one: %s',
    (name) => expect(fontFor(name)).toBe('Roboto'),
  );
  it.each(['Ọláńrewájú Ṣóyínká', 'Kɔfi Ɛdem', 'محمد علي', 'דוד כהן'])('that it lacks is the other one: %s', (name) =>
    expect(fontFor(name)).toBe('DejaVu'),
  );

  it('that has letters of Ethiopia is theirs for their words, and one of the two for the rest', () => {
    const font = fontFor('ኢትዮጵያ ንግድ (Addis) 7');
    expect(byFont('ኢትዮጵያ ንግድ (Addis) 7', font)).toEqual([
      { text: 'ኢትዮጵያ ', font: 'Ethiopic' },
      { text: 'ንግድ ', font: 'Ethiopic' },
      { text: '(Addis) 7', font: 'Roboto' },
    ]);
    expect([fontFor('ኢትዮጵያ'), fontFor('ኢትዮጵያ Ọlá')]).toEqual(['Roboto', 'DejaVu']);
    expect(byFont('', 'Roboto')).toEqual([{ text: '', font: 'Roboto' }]);
  });
});

describe('what is set', () => {
  it('has composed letters and nothing unseen', () => {
    expect(lettering('Ame\u0301lie\u202e x\u0007')).toBe('Amélie x');
    expect(lettering('two\nlines')).toBe('two\nlines');
  });
});
