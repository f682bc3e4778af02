import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from 'vitest';
import { SegmentCounter } from './segment-counter';

const counterOf = (text: string) => {
  const fixture = TestBed.createComponent(SegmentCounter);
  const show = (value: string) => {
    fixture.componentRef.setInput('text', value);
    fixture.detectChanges();
    const words = (selector: string) => (fixture.nativeElement as HTMLElement).querySelector(selector)?.textContent;
    return { encoding: words('.encoding'), remaining: words('.remaining'), segments: words('.segments') };
  };
  return { first: show(text), show };
};

describe('the segment counter', () => {
  it.each([
    ['an empty text', '', 'GSM-7', '160', '1'],
    ['a full segment', 'a'.repeat(160), 'GSM-7', '0', '1'],
    ['one character too many', 'a'.repeat(161), 'GSM-7', '145', '2'],
    ['the euro sign, which takes two', '€', 'GSM-7', '158', '1'],
    ['a letter outside the GSM alphabet', 'ж', 'UCS-2', '69', '1'],
    ['an emoji, which takes two', '🙂', 'UCS-2', '68', '1'],
    ['a long text in UCS-2', 'ж'.repeat(71), 'UCS-2', '63', '2'],
  ])('counts %s', (_, text, encoding, remaining, segments) => {
    expect(counterOf(text).first).toEqual({ encoding, remaining, segments });
  });

  it('follows the text while it is written', () => {
    const counter = counterOf('a'.repeat(80));
    expect(counter.first.encoding).toBe('GSM-7');
    expect(counter.show('a'.repeat(80) + '“').segments).toBe('2');
    expect(counter.show('a'.repeat(80)).segments).toBe('1');
  });
});
