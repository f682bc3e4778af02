import { Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { MatSnackBar } from '@angular/material/snack-bar';
import type { ApiKey } from '@signalbox/contracts/auth';
import { firstValueFrom } from 'rxjs';
import { failureOf, lineOf, type Failure } from '../core/problem';
import { Confirm } from '../ui/confirm-dialog';
import { EmptyState } from '../ui/empty-state';
import { ErrorPanel } from '../ui/error-panel';
import { PageHeader } from '../ui/page-header';
import { Skeleton } from '../ui/skeleton';
import { Time } from '../ui/time';
import { ApiKeysApi } from './api-keys.api';

@Component({
  selector: 'sb-api-keys-page',
  imports: [EmptyState, ErrorPanel, MatButton, MatIcon, PageHeader, Skeleton, Time],
  templateUrl: './api-keys.page.html',
})
export class ApiKeysPage {
  private readonly api = inject(ApiKeysApi);
  private readonly dialog = inject(MatDialog);
  private readonly confirm = inject(Confirm);
  private readonly snackBar = inject(MatSnackBar);
  protected readonly keys = signal<readonly ApiKey[] | null>(null);
  protected readonly failure = signal<Failure | null>(null);

  constructor() {
    void this.load();
  }

  protected async load(): Promise<void> {
    try {
      this.keys.set((await this.api.list()).data);
      this.failure.set(null);
    } catch (error) {
      this.failure.set(failureOf(error));
    }
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
    const question = {
      title: `Revoke “${key.name}”?`,
      text: 'Whatever still signs in with this key is refused from now on. This cannot be taken back.',
      action: 'Revoke',
      destructive: true,
    };
    if (!(await this.confirm.ask(question))) return;
    try {
      await this.api.revoke(key.id);
      this.snackBar.open('Revoked', undefined, { duration: 3_000 });
    } catch (error) {
      this.snackBar.open(lineOf(failureOf(error)), 'Close', { duration: 8_000 });
    }
    await this.load();
  }
}
