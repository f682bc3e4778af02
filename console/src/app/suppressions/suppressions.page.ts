import { Component, effect, inject, input, signal, untracked } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatFormField, MatPrefix } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { MatSnackBar } from '@angular/material/snack-bar';
import { MatTooltip } from '@angular/material/tooltip';
import { Router } from '@angular/router';
import type { Suppression } from '@signalbox/contracts/suppression';
import { firstValueFrom } from 'rxjs';
import { failureOf, lineOf, type Failure } from '../core/problem';
import { SessionStore } from '../core/session';
import { Confirm } from '../ui/confirm-dialog';
import { EmptyState } from '../ui/empty-state';
import { ErrorPanel } from '../ui/error-panel';
import { OUTLINED } from '../ui/outlined';
import { PageHeader } from '../ui/page-header';
import { Skeleton } from '../ui/skeleton';
import { StateChip } from '../ui/state-chip';
import type { Tone } from '../ui/status';
import { Time } from '../ui/time';
import { SuppressionsApi } from './suppressions.api';

const PAGE_SIZE = 50;

const SOURCES: Record<Suppression['source'], { tone: Tone; text: string }> = {
  stop: { tone: 'incoming', text: 'Opted out' },
  import: { tone: 'neutral', text: 'Imported' },
  manual: { tone: 'waiting', text: 'Added here' },
};

@Component({
  selector: 'sb-suppressions-page',
  imports: [
    EmptyState,
    ErrorPanel,
    MatButton,
    MatFormField,
    MatIcon,
    MatIconButton,
    MatInput,
    MatPrefix,
    MatTooltip,
    PageHeader,
    Skeleton,
    StateChip,
    Time,
  ],
  providers: [OUTLINED],
  templateUrl: './suppressions.page.html',
  styleUrl: './suppressions.page.scss',
})
export class SuppressionsPage {
  private readonly api = inject(SuppressionsApi);
  private readonly dialog = inject(MatDialog);
  private readonly confirm = inject(Confirm);
  private readonly snackBar = inject(MatSnackBar);
  private readonly router = inject(Router);
  protected readonly session = inject(SessionStore);

  /** The number that is looked for; the address holds it. */
  readonly number = input<string>();
  protected readonly rows = signal<readonly Suppression[] | null>(null);
  protected readonly cursor = signal<string | null>(null);
  protected readonly loading = signal(false);
  protected readonly failure = signal<Failure | null>(null);
  protected readonly sources = SOURCES;
  private read = 0;

  constructor() {
    effect(() => {
      this.number();
      untracked(() => void this.load());
    });
  }

  protected load(): Promise<void> {
    return this.fetch(null, (rows) => this.rows.set(rows));
  }

  protected more(): Promise<void> {
    return this.fetch(this.cursor(), (rows) => this.rows.update((shown) => [...(shown ?? []), ...rows]));
  }

  protected find(text: string): void {
    const number = text.trim() || null;
    void this.router.navigate([], { queryParams: { number }, replaceUrl: true });
  }

  protected async add(): Promise<void> {
    const { NewSuppressionDialog } = await import('./new-suppression.dialog');
    const opened = this.dialog.open(NewSuppressionDialog, { width: '460px', autoFocus: 'first-tabbable' });
    if (await firstValueFrom(opened.afterClosed())) this.changed('Added: the number gets no messages from now on');
  }

  protected async import(): Promise<void> {
    const { SuppressionImportDialog } = await import('./suppression-import.dialog');
    const opened = this.dialog.open(SuppressionImportDialog, { width: '600px', autoFocus: 'dialog' });
    await firstValueFrom(opened.afterClosed());
    await this.load();
  }

  protected async remove({ number, source }: Suppression): Promise<void> {
    const question = {
      title: `Remove ${number}?`,
      text:
        source === 'stop'
          ? 'Its owner asked for no more messages. Remove it only when they want them again.'
          : 'Programs may send to this number again.',
      action: 'Remove',
      destructive: true,
    };
    if (!(await this.confirm.ask(question))) return;
    await this.act(async () => {
      await this.api.remove(number);
      this.changed('Removed');
    });
  }

  protected save(): Promise<void> {
    return this.act(() => this.api.save());
  }

  private async act(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.snackBar.open(lineOf(failureOf(error)), 'Close', { duration: 8_000 });
    }
  }

  private changed(done: string): void {
    this.snackBar.open(done, undefined, { duration: 3_000 });
    void this.load();
  }

  private async fetch(cursor: string | null, take: (rows: Suppression[]) => void): Promise<void> {
    const read = ++this.read;
    this.loading.set(true);
    try {
      const page = await this.api.list(this.number() ?? '', PAGE_SIZE, cursor);
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
