import { Component, inject } from '@angular/core';
import { MatDialogRef } from '@angular/material/dialog';
import type { SimCard } from '@signalbox/contracts/sim-cards';
import { FormDialog } from '../ui/form-dialog';
import { simDraft } from './sim-draft';
import { SimFields } from './sim-fields';

/** Adds a SIM card, and closes with it. */
@Component({
  selector: 'sb-sim-card-dialog',
  imports: [FormDialog, SimFields],
  template: `
    <sb-form-dialog heading="Add SIM card" action="Add" [form]="draft.form" [submission]="draft.submission">
      <sb-sim-fields [draft]="draft" />
    </sb-form-dialog>
  `,
})
export class SimCardDialog {
  private readonly dialog = inject<MatDialogRef<SimCardDialog, SimCard>>(MatDialogRef);
  protected readonly draft = simDraft(null, (sim) => this.dialog.close(sim));
}
