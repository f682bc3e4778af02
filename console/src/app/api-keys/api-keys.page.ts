import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatButtonToggle, MatButtonToggleGroup } from '@angular/material/button-toggle';
import { MatDialog } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { MatSnackBar } from '@angular/material/snack-bar';
import { Router } from '@angular/router';
import type { ApiKey } from '@signalbox/contracts/auth';
import { firstValueFrom } from 'rxjs';
import { failureOf, lineOf, type Failure } from '../core/problem';
import { SessionStore } from '../core/session';
import { Confirm } from '../ui/confirm-dialog';
import { EmptyState } from '../ui/empty-state';
import type { EndSessionsOf } from '../ui/end-sessions.dialog';
import { ErrorPanel } from '../ui/error-panel';
import { PageHeader } from '../ui/page-header';
import { Skeleton } from '../ui/skeleton';
import { Time } from '../ui/time';
import { ApiKeysApi } from './api-keys.api';

@Component({
  selector: 'sb-api-keys-page',
  imports: [
    EmptyState,
    ErrorPanel,
    MatButton,
    MatButtonToggle,
    MatButtonToggleGroup,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    PageHeader,
    Skeleton,
    Time,
  ],
  templateUrl: './api-keys.page.html',
  styleUrl: './api-keys.page.scss',
})
export class ApiKeysPage {
  private readonly api = inject(ApiKeysApi);
  private readonly dialog = inject(MatDialog);
  private readonly confirm = inject(Confirm);
  private readonly snackBar = inject(MatSnackBar);
  private readonly router = inject(Router);
  protected readonly session = inject(SessionStore);

  /** Whose keys are shown; the address holds it. */
  readonly whose = input<string>();
  protected readonly all = computed(() => this.whose() === 'everybody' && this.session.can('users.manage'));
  protected readonly keys = signal<readonly ApiKey[] | null>(null);
  protected readonly cursor = signal<string | null>(null);
  protected readonly loading = signal(false);
  protected readonly failure = signal<Failure | null>(null);
  private read = 0;

  constructor() {
    effect(() => {
      this.all();
      untracked(() => {
        this.keys.set(null);
        void this.load();
      });
    });
  }

  protected load(): Promise<void> {
    return this.fetch(null, (keys) => this.keys.set(keys));
  }

  protected more(): Promise<void> {
    return this.fetch(this.cursor(), (keys) => this.keys.update((shown) => [...(shown ?? []), ...keys]));
  }

  protected show(whose: 'mine' | 'everybody'): void {
    void this.router.navigate([], { queryParams: { whose: whose === 'mine' ? null : whose }, replaceUrl: true });
  }

  protected isMine(key: ApiKey): boolean {
    return key.user_id === this.session.user()?.id;
  }

  protected async create(): Promise<void> {
    const { NewApiKeyDialog } = await import('./new-api-key.dialog');
    const opened = this.dialog.open(NewApiKeyDialog, {
      width: '520px',
      autoFocus: 'first-tabbable',
      // A click beside the dialog must not lose a key that is shown once.
      disableClose: true,
    });
    await firstValueFrom(opened.afterClosed());
    await this.load();
  }

  protected async revoke(key: ApiKey): Promise<void> {
    const whose = this.isMine(key) ? '' : ` of ${key.username}`;
    const question = {
      title: `Revoke “${key.name}”${whose}?`,
      text: 'Whatever still signs in with this key is refused from now on. This cannot be taken back.',
      action: 'Revoke',
      destructive: true,
    };
    if (await this.confirm.ask(question)) await this.act(() => this.api.revoke(key.id), 'Revoked');
  }

  /** For an account that somebody else got hold of. */
  protected async endSessions({ user_id, username }: ApiKey): Promise<void> {
    const { EndSessionsDialog } = await import('../ui/end-sessions.dialog');
    const opened = this.dialog.open<unknown, EndSessionsOf, { keys: boolean }>(EndSessionsDialog, {
      data: username,
      width: '460px',
      autoFocus: 'first-tabbable',
    });
    const answer = await firstValueFrom(opened.afterClosed());
    if (answer)
      await this.act(() => this.api.endSessions(user_id, answer.keys), `${username} is signed out everywhere`);
  }

  private async act(action: () => Promise<unknown>, done: string): Promise<void> {
    try {
      await action();
      this.snackBar.open(done, undefined, { duration: 3_000 });
    } catch (error) {
      this.snackBar.open(lineOf(failureOf(error)), 'Close', { duration: 8_000 });
    }
    await this.load();
  }

  private async fetch(cursor: string | null, take: (keys: ApiKey[]) => void): Promise<void> {
    const read = ++this.read;
    this.loading.set(true);
    try {
      const page = await this.api.list(this.all(), cursor);
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
