import { Component, ElementRef, afterRenderEffect, inject, signal, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialogActions, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import type { CustomerImport } from '@signalbox/contracts/office/customers';
import { Subject, defaultIfEmpty, lastValueFrom, takeUntil, tap } from 'rxjs';
import { CustomersApi } from '../core/office/customers.api';
import { failureOf, lineOf } from '../core/problem';
import type { UploadState } from '../core/transfer';
import { Acts } from '../ui/acts';
import { Count } from '../ui/count';
import { FileDrop } from '../ui/file-drop';
import { Progress } from '../ui/progress';
import { sizeText } from '../ui/size';

/** Takes customers out of a file, then shows what became of its rows. Closes with true when some may have come in. */
@Component({
  selector: 'sb-customer-import-dialog',
  imports: [Count, FileDrop, MatButton, MatDialogActions, MatDialogContent, MatDialogTitle, MatIcon, Progress],
  templateUrl: './customer-import.dialog.html',
  styles: `
    .sending {
      display: grid;
      gap: 8px;
    }
    .sending,
    .muted {
      font-size: 13px;
    }
  `,
  styleUrl: '../ui/import-dialog.scss',
})
export class CustomerImportDialog {
  private readonly api = inject(CustomersApi);
  private readonly acts = inject(Acts);
  private readonly dialog = inject<MatDialogRef<CustomerImportDialog, boolean>>(MatDialogRef);
  private readonly stop = new Subject<void>();
  /** Something was sent: also what is broken off may have brought some in. */
  private sent = false;
  protected readonly file = signal<File | null>(null);
  protected readonly busy = signal(false);
  /** Percent of the file that left; null while the server is at work. */
  protected readonly percent = signal<number | null>(null);
  protected readonly trouble = signal('');
  protected readonly result = signal<CustomerImport | null>(null);
  private readonly end = viewChild<unknown, ElementRef<HTMLElement>>('end', { read: ElementRef });
  protected readonly sizeText = sizeText;
  protected readonly headingOf = ({ status, rows }: CustomerImport): string => {
    if (status !== 'failed') return 'Imported';
    return rows > 0 ? 'Imported in part' : 'Not imported';
  };

  constructor() {
    // The button that had the focus is gone with the form.
    afterRenderEffect(() => this.end()?.nativeElement.focus());
  }

  protected choose(file: File): void {
    this.file.set(file);
    this.trouble.set(file.size === 0 ? 'The file is empty' : '');
  }

  protected async import(): Promise<void> {
    const file = this.file();
    if (file === null || file.size === 0 || this.busy()) return;
    this.busy.set(true);
    this.trouble.set('');
    this.sent = true;
    try {
      const state = await lastValueFrom(
        this.api.import(file).pipe(
          tap((one) => this.percent.set(percentOf(one))),
          takeUntil(this.stop),
          defaultIfEmpty(null),
        ),
      );
      if (state?.done) this.result.set(state.answer);
    } catch (error) {
      const failure = failureOf(error);
      this.trouble.set(failure.errors.map(({ message }) => message).join('; ') || lineOf(failure));
    } finally {
      this.busy.set(false);
      this.percent.set(null);
    }
  }

  protected saveRejects(done: CustomerImport): Promise<boolean> {
    return this.acts.try(() => this.api.saveRejects(done));
  }

  protected cancel(): void {
    this.stop.next();
    this.done();
  }

  protected done(): void {
    this.dialog.close(this.sent);
  }
}

function percentOf(state: UploadState<unknown>): number | null {
  const sent = state.done ? null : state.sent;
  return sent === null || sent >= 1 ? null : Math.floor(100 * sent);
}
