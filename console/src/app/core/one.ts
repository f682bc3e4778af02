import { effect, signal, untracked, type Signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import type { Observable } from 'rxjs';
import { pollWhileVisible } from './polling';
import { failureOf, type Failure } from './problem';

export interface OneReading<Id, T> {
  /** What the address names; a change of it begins anew. */
  id: Signal<Id>;
  read: (id: Id) => Promise<T>;
  /** How often it is read again while it is seen, in milliseconds. */
  every?: number;
  /** Hints that it is out of date. */
  hints?: Observable<unknown>;
}

/** What the page of one thing shows: null until the first answer. A late answer never takes the place of a newer one. */
export class One<Id, T> {
  private readonly shown = signal<T | null>(null);
  private readonly trouble = signal<Failure | null>(null);
  private reads = 0;
  /** What was told while an answer was on its way, which it may not know. */
  private meanwhile: ((value: T) => T)[] = [];

  readonly value = this.shown.asReadonly();
  readonly failure = this.trouble.asReadonly();

  constructor(private readonly reading: Pick<OneReading<Id, T>, 'id' | 'read'>) {}

  restart(): Promise<void> {
    this.shown.set(null);
    this.trouble.set(null);
    return this.refresh();
  }

  async refresh(): Promise<void> {
    const read = ++this.reads;
    this.meanwhile = [];
    try {
      const value = await this.reading.read(this.reading.id());
      if (read !== this.reads) return;
      this.shown.set(this.meanwhile.reduce<T>((after, change) => change(after), value));
      this.trouble.set(null);
    } catch (error) {
      if (read === this.reads) this.trouble.set(failureOf(error));
    }
  }

  /** Takes what is told of it. */
  update(change: (value: T) => T): void {
    this.meanwhile.push(change);
    this.shown.update((value) => (value === null ? null : change(value)));
  }
}

/** One thing of a page. To be made in an injection context, with which it ends. */
export function oneOf<Id, T>(reading: OneReading<Id, T>): One<Id, T> {
  const one = new One(reading);
  effect(() => {
    reading.id();
    untracked(() => void one.restart());
  });
  const refresh = () => {
    // The first reading is the effect's, when the address is known.
    if (one.value() !== null) void one.refresh();
  };
  if (reading.every !== undefined) pollWhileVisible(reading.every, refresh);
  reading.hints?.pipe(takeUntilDestroyed()).subscribe(refresh);
  return one;
}
