import { Component, inject } from '@angular/core';
import { MatDialogRef } from '@angular/material/dialog';
import type { Pair } from '@signalbox/contracts/pairs';
import { FormDialog } from '../ui/form-dialog';
import { pairDraft } from './pair-draft';
import { PairFieldset } from './pair-fieldset';

/** Adds a pair, and closes with it. */
@Component({
  selector: 'sb-pair-dialog',
  imports: [FormDialog, PairFieldset],
  template: `
    <sb-form-dialog heading="Add pair" action="Add" [form]="draft.form" [submission]="draft.submission">
      <sb-pair-fieldset [draft]="draft" />
    </sb-form-dialog>
  `,
})
export class PairDialog {
  private readonly dialog = inject<MatDialogRef<PairDialog, Pair>>(MatDialogRef);
  protected readonly draft = pairDraft(null, (pair) => this.dialog.close(pair));
}
