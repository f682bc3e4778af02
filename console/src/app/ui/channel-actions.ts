import { Injectable, inject } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { MatSnackBar } from '@angular/material/snack-bar';
import { firstValueFrom } from 'rxjs';
import { failureOf, lineOf } from '../core/problem';
import type { Asking } from './answer.dialog';
import type { SendTest } from './send-test.dialog';

/** What the pages of SIM cards, providers and workers do alike. Dialogs are fetched when they are opened. */
@Injectable({ providedIn: 'root' })
export class ChannelActions {
  private readonly dialog = inject(MatDialog);
  private readonly snackBar = inject(MatSnackBar);

  /** Asks, and shows the answer until it is closed. */
  async ask(asking: Asking): Promise<void> {
    const { AnswerDialog } = await import('./answer.dialog');
    const opened = this.dialog.open(AnswerDialog, { data: asking, width: '480px' });
    await firstValueFrom(opened.afterClosed());
  }

  /** Sends a message over one channel. */
  async sendTest(test: SendTest): Promise<void> {
    const { SendTestDialog } = await import('./send-test.dialog');
    this.dialog.open(SendTestDialog, { data: test, width: '480px', autoFocus: 'first-tabbable' });
  }

  /** Does what needs no more than a word when it is done. @returns whether it was done */
  async do(action: () => Promise<unknown>, done: string): Promise<boolean> {
    try {
      await action();
      this.say(done);
      return true;
    } catch (error) {
      this.snackBar.open(lineOf(failureOf(error)), 'Close', { duration: 8_000 });
      return false;
    }
  }

  say(done: string): void {
    this.snackBar.open(done, undefined, { duration: 3_000 });
  }
}
