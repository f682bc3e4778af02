import { computed, inject, type Signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { KnownNames } from './known-names';

/** A value a name; empty where it is not set. */
export type FilterValues<Name extends string> = Readonly<Record<Name, string>>;

/**
 * What a list is limited to, held by the address: it can be shared, kept and gone back to. To be made in an injection
 * context of the page's.
 */
export class UrlFilters<Name extends string = string> {
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly params = toSignal(this.route.queryParamMap, { initialValue: this.route.snapshot.queryParamMap });

  /** As the address has them, sense or none. */
  readonly raw: Signal<FilterValues<Name>>;
  /** What is asked for: a value that makes no sense is left out. Changes only when one of the values does. */
  readonly values: Signal<FilterValues<Name>>;
  readonly active = computed(() => Object.values<string>(this.raw()).some((value) => value !== ''));
  /** What the address asks for that this list does not know. */
  readonly unknown = computed(() =>
    this.params().keys.filter((name) => !this.names.includes(name as Name) && !this.beside.includes(name)),
  );

  /**
   * @param beside parameters of the page's that are no filters, such as its tab: they stay when the filters are cleared
   * @param fits whether a value of a name makes sense; it may read signals
   */
  constructor(
    private readonly names: readonly Name[],
    private readonly beside: readonly string[] = [],
    fits: (name: string, value: string) => boolean = () => true,
  ) {
    const valuesBy = (valueOf: (name: Name) => string): Signal<FilterValues<Name>> =>
      computed(() => Object.fromEntries(this.names.map((name) => [name, valueOf(name)])) as FilterValues<Name>, {
        equal: (a, b) => this.names.every((name) => a[name] === b[name]),
      });
    this.raw = valuesBy((name) => this.params().get(name) ?? '');
    this.values = valuesBy((name) => {
      const value = this.raw()[name];
      return value === '' || fits(name, value) ? value : '';
    });
    const strange = computed(() =>
      this.names
        .filter((name) => this.raw()[name] !== this.values()[name])
        .map((name) => [name, this.raw()[name]] as const),
    );
    inject(KnownNames).add({ names: [...names, ...beside], strange });
  }

  set(change: Partial<Record<Name, string | null>>): void {
    const queryParams = Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value || null]));
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams,
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }

  clear(): void {
    const kept = this.beside.map((name) => [name, this.params().get(name)]);
    const queryParams = Object.fromEntries(kept);
    void this.router.navigate([], { relativeTo: this.route, queryParams, replaceUrl: true });
  }
}
