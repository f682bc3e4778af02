import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle } from '@angular/material/dialog';
import { MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MAX_SUPPRESSION_IMPORT } from '@signalbox/contracts/rules';
import type { SuppressionImportResult } from '@signalbox/contracts/suppression';
import { failureOf, lineOf } from '../core/problem';
import { Count, countText } from '../ui/count';
import { OUTLINED } from '../ui/outlined';
import { FileDrop } from '../ui/file-drop';
import { sizeText } from '../ui/size';
import { LIST_FILES } from '../core/number-lists.api';
import { SuppressionsApi } from '../core/suppressions.api';

/** Refused lines that are shown; a file of another kind is refused line by line. */
const SHOWN_ERRORS = 50;

/** Puts many numbers onto the list, from a file or pasted, then shows what became of them. */
@Component({
  selector: 'sb-suppression-import-dialog',
  imports: [
    Count,
    FileDrop,
    MatButton,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
  ],
  providers: [OUTLINED],
  templateUrl: './suppression-import.dialog.html',
  styleUrl: '../ui/import-dialog.scss',
})
export class SuppressionImportDialog {
  private readonly api = inject(SuppressionsApi);
  protected readonly file = signal<File | null>(null);
  protected readonly csv = signal('');
  protected readonly note = signal('');
  protected readonly busy = signal(false);
  protected readonly trouble = signal('');
  protected readonly result = signal<SuppressionImportResult | null>(null);
  protected readonly refused = computed(() => this.result()?.errors.slice(0, SHOWN_ERRORS) ?? []);
  protected readonly unshown = computed(() => (this.result()?.errors.length ?? 0) - this.refused().length);
  protected readonly accept = LIST_FILES;
  protected readonly hint = `CSV, TSV, TXT (also as .gz) or XLSX; at most ${countText(MAX_SUPPRESSION_IMPORT)} numbers`;
  protected readonly sizeText = sizeText;

  protected reasonOf(error: SuppressionImportResult['errors'][number]): string {
    return error.error.errors.map(({ message }) => message).join('; ');
  }

  protected async import(): Promise<void> {
    this.busy.set(true);
    this.trouble.set('');
    const note = this.note().trim();
    try {
      const [file, more] = [this.file(), note === '' ? {} : { note }];
      const imported = file ? this.api.importFile(file, note) : this.api.import({ csv: this.csv(), ...more });
      this.result.set(await imported);
    } catch (error) {
      const failure = failureOf(error);
      this.trouble.set(failure.errors.map(({ message }) => message).join('; ') || lineOf(failure));
    } finally {
      this.busy.set(false);
    }
  }
}
