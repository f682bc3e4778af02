import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import type { NumberList } from '@signalbox/contracts/number-lists';
import { countryName } from '../core/country';
import { Live } from '../core/live';
import { NumberListsApi, withProgress } from '../core/number-lists.api';
import { pollWhileVisible } from '../core/polling';
import { failureOf, type Failure } from '../core/problem';
import { SessionStore } from '../core/session';
import { Acts } from '../ui/acts';
import { Count, Decimals } from '../ui/count';
import { ErrorPanel } from '../ui/error-panel';
import { PageHeader } from '../ui/page-header';
import { Progress } from '../ui/progress';
import { sizeText } from '../ui/size';
import { Skeleton } from '../ui/skeleton';
import { StateChip } from '../ui/state-chip';
import { Time } from '../ui/time';
import { ListRemoval } from './list-removal';
import { ListRows } from './list-rows';
import { LIST_TONES, LIST_WORDS, headerWords, lettersOf } from './list-state';

const POLL_MS = 5_000;

@Component({
  selector: 'sb-number-list-page',
  imports: [
    Count,
    Decimals,
    ErrorPanel,
    ListRows,
    MatButton,
    MatIcon,
    PageHeader,
    Progress,
    RouterLink,
    Skeleton,
    StateChip,
    Time,
  ],
  templateUrl: './number-list.page.html',
  styleUrl: './number-list.page.scss',
})
export class NumberListPage {
  private readonly api = inject(NumberListsApi);
  private readonly removal = inject(ListRemoval);
  private readonly router = inject(Router);
  private readonly acts = inject(Acts);
  protected readonly session = inject(SessionStore);

  readonly id = input.required<string>();
  protected readonly list = signal<NumberList | null>(null);
  protected readonly failure = signal<Failure | null>(null);
  protected readonly saving = signal(false);
  protected readonly importing = computed(() => this.list()?.status === 'importing');
  /** Where the columns' names are, in words. */
  protected readonly header = computed(() => headerWords(this.list()));
  /** The encoding in words; empty where it has none to tell. */
  protected readonly letters = computed(() => lettersOf(this.list()));
  protected readonly tones = LIST_TONES;
  protected readonly words = LIST_WORDS;
  protected readonly sizeText = sizeText;
  protected readonly countryName = countryName;
  /** Numbers the reads, so that a late answer is dropped. */
  private read = 0;

  constructor() {
    const live = inject(Live);
    effect(() => {
      this.id();
      untracked(() => {
        this.list.set(null);
        void this.load();
      });
    });
    live.opened.pipe(takeUntilDestroyed()).subscribe(() => void this.load());
    live.lists.pipe(takeUntilDestroyed()).subscribe((progress) => {
      if (progress.id !== this.id()) return;
      this.list.update((list) => list && withProgress(list, progress));
      // At its end there are columns and rows to be read.
      if (progress.status !== 'importing') void this.load();
    });
    // What was missed while the socket was away.
    pollWhileVisible(POLL_MS, () => {
      if (this.importing()) void this.load();
    });
  }

  protected async load(): Promise<void> {
    const read = ++this.read;
    try {
      const list = await this.api.get(this.id());
      if (read !== this.read) return;
      this.list.set(list);
      this.failure.set(null);
    } catch (error) {
      if (read === this.read) this.failure.set(failureOf(error));
    }
  }

  protected saveRows(list: NumberList): Promise<void> {
    return this.save(() => this.api.saveRows(list));
  }

  protected saveRejects(list: NumberList): Promise<void> {
    return this.save(() => this.api.saveRejects(list));
  }

  protected async remove(list: NumberList): Promise<void> {
    if (await this.removal.ask([list])) await this.router.navigateByUrl('/number-lists');
  }

  private async save(action: () => Promise<void>): Promise<void> {
    this.saving.set(true);
    await this.acts.try(action);
    this.saving.set(false);
  }
}
