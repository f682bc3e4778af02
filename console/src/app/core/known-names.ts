import { DestroyRef, Injectable, computed, inject, signal, untracked, type Signal } from '@angular/core';

/** What reads parameters of the address. */
export interface NamesReader {
  /** The parameters that it understands. */
  readonly names: readonly string[];
  /** Of them, those whose value makes no sense to it, with that value. */
  readonly strange: Signal<readonly (readonly [name: string, value: string])[]>;
}

/**
 * What the page that is shown understands of its address: any list can say what nobody does, and no page has to think of
 * it.
 */
@Injectable({ providedIn: 'root' })
export class KnownNames {
  private readonly readers = signal<readonly NamesReader[]>([]);
  private readonly bars = signal(0);
  private readonly names = computed(() => new Set(this.readers().flatMap(({ names }) => names)));

  /** Whether a bar of filters says it, with the words of its filters. */
  readonly said = computed(() => this.bars() > 0);
  readonly strange = computed(() => this.readers().flatMap(({ strange }) => strange()));

  has(name: string): boolean {
    return this.names().has(name);
  }

  /** For as long as the present injection context. */
  add(reader: NamesReader): void {
    // What makes it may be read by a template at that moment.
    untracked(() => this.readers.update((readers) => [...readers, reader]));
    inject(DestroyRef).onDestroy(() => this.readers.update((readers) => readers.filter((one) => one !== reader)));
  }

  /** For as long as the present injection context. */
  addBar(): void {
    untracked(() => this.bars.update((bars) => bars + 1));
    inject(DestroyRef).onDestroy(() => this.bars.update((bars) => bars - 1));
  }
}
