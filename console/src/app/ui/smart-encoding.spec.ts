import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from 'vitest';
import { SmartEncoding, wordsOf } from './smart-encoding';

describe('the offer of plain characters', () => {
  const shown = (text: string) => {
    const fixture = TestBed.createComponent(SmartEncoding);
    fixture.componentRef.setInput('text', text);
    fixture.componentRef.setInput('checked', false);
    fixture.detectChanges();
    return (fixture.nativeElement as HTMLElement).textContent.replace(/\s+/g, ' ').trim();
  };

  it('says what would change and what that saves', () => {
    expect(shown(`${'a'.repeat(80)} “no” –\u00a0yes`)).toBe(
      'Plain characters – 1 segment in place of 2“ to ", ” to ", – to -, no-break blank to a blank',
    );
  });

  it('is not made where nothing is saved', () => {
    expect([shown('“no”'), shown(`${'ж'.repeat(80)}“`), shown('')]).toEqual(['', '', '']);
  });

  it.each([
    [{ character: '…', plain: '...', count: 3 }, '… to ... (3×)'],
    [{ character: '\u200b', plain: '', count: 1 }, 'odd blank left out'],
    [{ character: '\u2028', plain: '\n', count: 1 }, 'line separator to a new line'],
  ])('says %j in words', (change, words) => {
    expect(wordsOf(change)).toBe(words);
  });
});
