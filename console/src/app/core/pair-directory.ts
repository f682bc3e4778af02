import { HttpClient } from '@angular/common/http';
import { Injectable, computed, inject, signal } from '@angular/core';
import type { Page } from '@signalbox/contracts/common';
import type { Pair } from '@signalbox/contracts/pairs';
import { firstValueFrom } from 'rxjs';
import { allPages } from './all-pages';
import { API, queryOf } from './api';
import { countryName } from './country';

/** A pair in words: "Kenya, Safaricom". */
export const pairName = ({ country, operator }: Pick<Pair, 'country' | 'operator'>): string =>
  `${countryName(country)}, ${operator}`;

/** Pairs of a channel that are named in its row. */
const SHOWN_PAIRS = 2;

const byName = (a: Pair, b: Pair): number => pairName(a).localeCompare(pairName(b), 'en');

/** The pairs, for pages that show or choose one; read when a page asks for them. */
@Injectable({ providedIn: 'root' })
export class PairDirectory {
  private readonly http = inject(HttpClient);
  private readonly pairs = signal<readonly Pair[] | null>(null);
  private readonly names = computed(() => new Map(this.pairs()?.map((pair) => [pair.id, pairName(pair)])));
  private reads = 0;

  /** By country and operator; null before the first answer. */
  readonly all = this.pairs.asReadonly();

  /** Null where there is no such pair, or it is not known yet. */
  nameOf(id: string | null): string | null {
    return id === null ? null : (this.names().get(id) ?? null);
  }

  /** The pairs that a channel is bound to, in words; null when it carries what comes. */
  boundTo({ pair_ids: ids }: { pair_ids: readonly string[] }): string | null {
    const names = ids.map((id) => this.nameOf(id)).filter((name) => name !== null);
    if (ids.length === 0) return null;
    if (names.length === 0) return `only for ${ids.length === 1 ? 'one pair' : `${ids.length} pairs`}`;
    const shown = names.slice(0, SHOWN_PAIRS).join('; ');
    return `only for ${shown}${ids.length > SHOWN_PAIRS ? ` and ${ids.length - SHOWN_PAIRS} more` : ''}`;
  }

  /** Reads them anew; refusals are thrown as they came. */
  async load(): Promise<void> {
    const read = ++this.reads;
    const pairs = await allPages((page) =>
      firstValueFrom(this.http.get<Page<Pair>>(`${API}/pairs`, { params: queryOf({ ...page }) })),
    );
    // A later read knows better.
    if (read === this.reads) this.pairs.set(pairs.sort(byName));
  }

  /** The same where names are a help and not a need. */
  refresh(): void {
    this.load().catch(() => undefined);
  }
}
