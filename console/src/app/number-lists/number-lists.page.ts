import { Component, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { MatSnackBar } from '@angular/material/snack-bar';
import { Router, RouterLink } from '@angular/router';
import type { NumberList } from '@signalbox/contracts/number-lists';
import { firstValueFrom } from 'rxjs';
import { Live } from '../core/live';
import { LIST_FILES, NumberListsApi, withProgress } from '../core/number-lists.api';
import { pollWhileVisible } from '../core/polling';
import { failureOf, lineOf, type Failure } from '../core/problem';
import { SessionStore } from '../core/session';
import { Count } from '../ui/count';
import { EmptyState } from '../ui/empty-state';
import { ErrorPanel } from '../ui/error-panel';
import { FileDrop } from '../ui/file-drop';
import { PageHeader } from '../ui/page-header';
import { Progress } from '../ui/progress';
import { sizeText } from '../ui/size';
import { Skeleton } from '../ui/skeleton';
import { StateChip } from '../ui/state-chip';
import { Time } from '../ui/time';
import { LIST_TONES, LIST_WORDS } from './list-state';
import { ListRemoval } from './list-removal';

const PAGE_SIZE = 50;
const POLL_MS = 10_000;

@Component({
  selector: 'sb-number-lists-page',
  imports: [
    Count,
    EmptyState,
    ErrorPanel,
    FileDrop,
    MatButton,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    PageHeader,
    Progress,
    RouterLink,
    Skeleton,
    StateChip,
    Time,
  ],
  templateUrl: './number-lists.page.html',
  styleUrl: './number-lists.page.scss',
})
export class NumberListsPage {
  private readonly api = inject(NumberListsApi);
  private readonly removal = inject(ListRemoval);
  private readonly dialog = inject(MatDialog);
  private readonly router = inject(Router);
  private readonly snackBar = inject(MatSnackBar);
  protected readonly session = inject(SessionStore);

  protected readonly lists = signal<readonly NumberList[] | null>(null);
  protected readonly cursor = signal<string | null>(null);
  protected readonly loading = signal(false);
  protected readonly failure = signal<Failure | null>(null);
  protected readonly tones = LIST_TONES;
  protected readonly words = LIST_WORDS;
  protected readonly sizeText = sizeText;
  protected readonly accept = LIST_FILES;
  /** Numbers the reads, so that a late answer is dropped. */
  private read = 0;

  constructor() {
    const live = inject(Live);
    pollWhileVisible(POLL_MS, () => void this.refresh());
    live.opened.pipe(takeUntilDestroyed()).subscribe(() => void this.refresh());
    live.lists.pipe(takeUntilDestroyed()).subscribe((progress) => {
      const lists = this.lists();
      if (lists === null) return;
      // One that somebody else uploaded is not here yet.
      if (lists.some(({ id }) => id === progress.id)) this.lists.set(lists.map((list) => withProgress(list, progress)));
      else void this.refresh();
    });
  }

  protected async refresh(): Promise<void> {
    const shown = Math.max(PAGE_SIZE, Math.min(500, this.lists()?.length ?? 0));
    await this.fetch(shown, null, (lists) => this.lists.set(lists));
  }

  protected async more(): Promise<void> {
    await this.fetch(PAGE_SIZE, this.cursor(), (lists) => this.lists.update((shown) => [...(shown ?? []), ...lists]));
  }

  protected async upload(file: File | null): Promise<void> {
    const { ListUploadDialog } = await import('../ui/list-upload.dialog');
    const opened = this.dialog.open(ListUploadDialog, {
      data: file,
      width: '560px',
      autoFocus: 'first-tabbable',
      // A click beside the dialog must not break off an upload.
      disableClose: true,
    });
    const list = (await firstValueFrom(opened.afterClosed())) as NumberList | undefined;
    if (list !== undefined) await this.router.navigate(['/number-lists', list.id]);
  }

  protected saveRows(list: NumberList): Promise<void> {
    return this.save(() => this.api.saveRows(list));
  }

  protected saveRejects(list: NumberList): Promise<void> {
    return this.save(() => this.api.saveRejects(list));
  }

  protected async remove(list: NumberList): Promise<void> {
    if (await this.removal.ask(list)) await this.refresh();
  }

  private async save(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.snackBar.open(lineOf(failureOf(error)), 'Close', { duration: 8_000 });
    }
  }

  private async fetch(limit: number, cursor: string | null, take: (lists: NumberList[]) => void): Promise<void> {
    const read = ++this.read;
    this.loading.set(true);
    try {
      const page = await this.api.list(limit, cursor);
      if (read !== this.read) return;
      take(page.data);
      this.cursor.set(page.next_cursor);
      this.failure.set(null);
    } catch (error) {
      if (read === this.read) this.failure.set(failureOf(error));
    } finally {
      if (read === this.read) this.loading.set(false);
    }
  }
}
