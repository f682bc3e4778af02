import { Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';
import { MatProgressBar } from '@angular/material/progress-bar';
import { failureOf, type Failure } from '../core/problem';
import { CopyField } from './copy-field';
import { ErrorPanel } from './error-panel';

export interface Asking {
  title: string;
  /** What is being waited for, in a sentence. */
  waiting: string;
  /** Asks, and gives the answer in words. */
  ask: () => Promise<string>;
}

/** Asks something that takes a while, such as a modem its balance, and shows the answer. */
@Component({
  selector: 'sb-answer-dialog',
  imports: [
    CopyField,
    ErrorPanel,
    MatButton,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    MatProgressBar,
  ],
  template: `
    <h2 mat-dialog-title dir="auto">{{ asking.title }}</h2>
    <mat-dialog-content aria-live="polite">
      @if (busy()) {
        <mat-progress-bar mode="indeterminate" aria-label="Waiting for the answer" />
        <p class="muted">{{ asking.waiting }}</p>
      } @else if (failure(); as failure) {
        <sb-error-panel [failure]="failure" [retryable]="false" />
      } @else {
        <sb-copy-field label="Answer" [text]="answer()" />
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton type="button" [disabled]="busy()" (click)="run()">Ask again</button>
      <button matButton="filled" type="button" mat-dialog-close cdkFocusInitial>Close</button>
    </mat-dialog-actions>
  `,
  styles: `
    mat-dialog-content {
      min-height: 64px;
    }
    mat-progress-bar {
      margin: 8px 0 14px;
      border-radius: 2px;
    }
    sb-error-panel {
      margin-bottom: 0;
    }
  `,
})
export class AnswerDialog {
  protected readonly asking = inject<Asking>(MAT_DIALOG_DATA);
  protected readonly busy = signal(false);
  protected readonly answer = signal('');
  protected readonly failure = signal<Failure | null>(null);

  constructor() {
    void this.run();
  }

  protected async run(): Promise<void> {
    this.busy.set(true);
    this.failure.set(null);
    try {
      this.answer.set(await this.asking.ask());
    } catch (error) {
      const failure = failureOf(error);
      // What the worker or the provider said is in the detail.
      this.failure.set(failure.detail === '' ? failure : { ...failure, title: 'It did not work' });
    } finally {
      this.busy.set(false);
    }
  }
}
