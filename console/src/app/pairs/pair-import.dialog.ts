import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import type { PairImport, PairImportResult } from '@signalbox/contracts/pairs';
import { MAX_PAIRS_CSV, PAIR_COLUMNS } from '@signalbox/contracts/rules';
import { failureOf, lineOf } from '../core/problem';
import { OUTLINED } from '../ui/outlined';
import { TextSource } from '../ui/text-source';
import { PairsApi } from './pairs.api';

/** Imports pairs from CSV or the starter set, then shows what became of the rows. */
@Component({
  selector: 'sb-pair-import-dialog',
  imports: [MatButton, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle, MatIcon, TextSource],
  providers: [OUTLINED],
  templateUrl: './pair-import.dialog.html',
  styleUrls: ['../ui/import-dialog.scss', './pair-import.dialog.scss'],
})
export class PairImportDialog {
  private readonly api = inject(PairsApi);
  protected readonly csv = signal('');
  protected readonly busy = signal(false);
  protected readonly trouble = signal('');
  protected readonly result = signal<PairImportResult | null>(null);
  protected readonly refused = computed(() => this.result()?.data.filter((row) => row.result === 'error') ?? []);
  protected readonly limit = MAX_PAIRS_CSV;
  protected readonly example = `${PAIR_COLUMNS.join(',')}\nKE,Safaricom,639,02,25470 25471,false,true,false`;

  protected starter(): Promise<void> {
    return this.run({ starter: true });
  }

  protected paste(): Promise<void> {
    return this.run({ csv: this.csv() });
  }

  private async run(body: PairImport): Promise<void> {
    this.busy.set(true);
    this.trouble.set('');
    try {
      this.result.set(await this.api.import(body));
    } catch (error) {
      const failure = failureOf(error);
      this.trouble.set(failure.errors.map(({ message }) => message).join('; ') || lineOf(failure));
    } finally {
      this.busy.set(false);
    }
  }
}
