import { Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { OutboxDetail } from '@signalbox/contracts/outbox';
import { failureOf, type Failure } from '../core/problem';
import { ErrorPanel } from '../ui/error-panel';
import { Facts } from '../ui/facts';
import { NoticeDialog } from '../ui/notice-dialog';
import { Skeleton } from '../ui/skeleton';
import { Time } from '../ui/time';
import { attemptWords, factsOf, kindWords } from './outbox-words';

/** How one item is read, and sent once more. */
export interface OutboxItem {
  read: () => Promise<OutboxDetail>;
  /** Whether it is on its way. */
  replay: () => Promise<boolean>;
}

/** What left, or did not: why, what was in it, and each attempt. */
@Component({
  selector: 'sb-outbox-dialog',
  imports: [ErrorPanel, Facts, MatButton, NoticeDialog, Skeleton, Time],
  template: `
    <sb-notice-dialog [heading]="heading()">
      @if (failure(); as failure) {
        <sb-error-panel [failure]="failure" (retry)="load()" />
      } @else if (item(); as item) {
        @if (item.error; as error) {
          <p class="note" dir="auto">{{ error }}</p>
        }
        <sb-facts [facts]="factsOf(item)" />
        <h3>Attempts</h3>
        <ol>
          @for (attempt of item.log; track $index) {
            <li dir="auto"><sb-time [at]="attempt.began_at" />: {{ wordsOf(attempt) }}</li>
          } @empty {
            <li class="muted">None yet</li>
          }
        </ol>
        <h3>What is in it</h3>
        <pre dir="auto" tabindex="0" aria-label="What is in it">{{ shown(item.payload) }}</pre>
      } @else {
        <sb-skeleton [rows]="5" />
      }
      @if (item()?.status === 'failed' || item()?.status === 'delivered') {
        <button sbAction matButton="outlined" type="button" [disabled]="busy()" (click)="again()">Send again</button>
      }
    </sb-notice-dialog>
  `,
  styles: `
    h3 {
      margin: 18px 0 6px;
      font-size: 13px;
      font-weight: 600;
    }
    .note {
      margin-bottom: 16px;
    }
    ol {
      margin: 0;
      padding-inline-start: 20px;
      overflow-wrap: anywhere;
    }
    pre {
      max-height: 40vh;
      margin: 0;
      padding: 10px 14px;
      overflow: auto;
      border: 1px solid var(--sb-border);
      border-radius: 10px;
      background: var(--sb-surface-raised);
      color: var(--sb-text);
      font-size: 12px;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
  `,
  styleUrl: '../ui/dialog-form.scss',
})
export class OutboxDialog {
  private readonly dialog = inject<MatDialogRef<OutboxDialog>>(MatDialogRef);
  private readonly data = inject<OutboxItem>(MAT_DIALOG_DATA);
  protected readonly item = signal<OutboxDetail | null>(null);
  protected readonly failure = signal<Failure | null>(null);
  protected readonly busy = signal(false);
  protected readonly factsOf = factsOf;
  protected readonly wordsOf = attemptWords;

  constructor() {
    void this.load();
  }

  protected heading(): string {
    const item = this.item();
    return item === null ? 'To other systems' : kindWords(item.kind);
  }

  protected async load(): Promise<void> {
    this.failure.set(null);
    try {
      this.item.set(await this.data.read());
    } catch (error) {
      this.failure.set(failureOf(error));
    }
  }

  protected async again(): Promise<void> {
    this.busy.set(true);
    if (await this.data.replay()) this.dialog.close();
    else await this.load();
    this.busy.set(false);
  }

  protected shown(payload: unknown): string {
    return JSON.stringify(payload, null, 2);
  }
}
