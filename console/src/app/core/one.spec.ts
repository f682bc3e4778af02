import { Component, input, numberAttribute } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { Subject } from 'rxjs';
import { beforeEach, describe, expect, it } from 'vitest';
import { oneOf } from './one';

interface Thing {
  id: number;
  words: string;
}

/** Answers that the test gives when it wants to. */
const asked: { id: number; answer: (thing: Thing) => void; refuse: (error: unknown) => void }[] = [];
const hints = new Subject<void>();

@Component({ selector: 'sb-page', template: '' })
class Page {
  readonly id = input.required({ transform: numberAttribute });
  readonly one = oneOf<number, Thing>({
    id: this.id,
    read: (id) => new Promise((answer, refuse) => asked.push({ id, answer, refuse })),
    hints,
  });
}

describe('one thing of a page', () => {
  let fixture: ComponentFixture<Page>;
  const show = async (id: string) => {
    fixture.componentRef.setInput('id', id);
    await fixture.whenStable();
  };
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  const one = () => fixture.componentInstance.one;

  beforeEach(async () => {
    asked.length = 0;
    fixture = TestBed.createComponent(Page);
    await show('1');
  });

  it('is read when the address is known, and again when that names another', async () => {
    asked[0]?.answer({ id: 1, words: 'first' });
    await settle();
    expect(one().value()).toEqual({ id: 1, words: 'first' });
    await show('2');
    expect(one().value()).toBeNull();
    expect(asked.map(({ id }) => id)).toEqual([1, 2]);
  });

  it('is not taken from an answer that comes late', async () => {
    await show('2');
    asked[1]?.answer({ id: 2, words: 'second' });
    await settle();
    asked[0]?.answer({ id: 1, words: 'late' });
    await settle();
    expect(one().value()?.id).toBe(2);
  });

  it('keeps what was told while an answer was on its way', async () => {
    asked[0]?.answer({ id: 1, words: 'read' });
    await settle();
    hints.next();
    one().update((thing) => ({ ...thing, words: 'told' }));
    asked[1]?.answer({ id: 1, words: 'older' });
    await settle();
    expect(one().value()?.words).toBe('told');
  });

  it('stays while it cannot be read again, and says why', async () => {
    asked[0]?.answer({ id: 1, words: 'read' });
    await settle();
    hints.next();
    asked[1]?.refuse(new Error('away'));
    await settle();
    expect([one().value()?.words, one().failure() === null]).toEqual(['read', false]);
  });
});
