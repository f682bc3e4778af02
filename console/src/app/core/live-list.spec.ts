import { TestBed } from '@angular/core/testing';
import { Subject } from 'rxjs';
import { beforeEach, describe, expect, it } from 'vitest';
import { LiveList } from './live-list';

describe('a live list', () => {
  /** The answers to the reads that have begun, in their order. */
  let answers: ((names: string[] | Error) => void)[];
  let hints: Subject<unknown>;
  let list: LiveList<string>;

  beforeEach(() => {
    answers = [];
    hints = new Subject();
    const read = () =>
      new Promise<{ data: string[] }>((resolve, reject) =>
        answers.push((names) => (names instanceof Error ? reject(names) : resolve({ data: names }))),
      );
    list = TestBed.runInInjectionContext(() => new LiveList(read, hints));
  });

  /** Answers the read of a number, from 0. */
  const answer = async (number: number, names: string[] | Error) => {
    answers[number]?.(names);
    await new Promise((resolve) => setTimeout(resolve));
  };

  it('is read at first, and again after a hint', async () => {
    expect(list.rows()).toBeNull();
    const first = answers.length - 1;
    await answer(first, ['a']);
    expect(list.rows()).toEqual(['a']);
    hints.next(null);
    await answer(first + 1, ['a', 'b']);
    expect(list.rows()).toEqual(['a', 'b']);
  });

  it('keeps newer rows when the answer to an older read comes late', async () => {
    const first = answers.length - 1;
    hints.next(null);
    await answer(first + 1, ['new']);
    await answer(first, ['old']);
    expect(list.rows()).toEqual(['new']);
  });

  it('shows no failure of a read that a newer one has overtaken', async () => {
    const first = answers.length - 1;
    hints.next(null);
    await answer(first + 1, ['new']);
    await answer(first, new Error('too slow'));
    expect(list.failure()).toBeNull();
  });

  it('shows why it could not be read, until it can', async () => {
    const first = answers.length - 1;
    await answer(first, new Error('no network'));
    expect(list.failure()).not.toBeNull();
    hints.next(null);
    await answer(first + 1, []);
    expect(list.failure()).toBeNull();
    expect(list.rows()).toEqual([]);
  });
});
