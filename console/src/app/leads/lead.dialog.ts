import { Component, computed, inject } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { Lead } from '@signalbox/contracts/office/leads';
import { StaffDirectory, staffName } from '../core/office/staff';
import { ChoiceField } from '../ui/choice-field';
import { FormDialog } from '../ui/form-dialog';
import { LEADS, choicesOf } from '../ui/office/words';
import { TextField } from '../ui/text-field';
import { leadDraft } from './lead-draft';

/** A new lead, or what is known of one, to be changed. Closes with it. */
@Component({
  selector: 'sb-lead-dialog',
  imports: [ChoiceField, FormDialog, TextField],
  template: `
    @let form = draft.form;
    <sb-form-dialog
      [heading]="lead === null ? 'New lead' : 'Edit ' + lead.name"
      [action]="lead === null ? 'Create' : 'Save'"
      [form]="form"
      [submission]="draft.submission"
    >
      <div class="pair">
        <sb-text-field label="Name" [field]="form.name" />
        <sb-text-field label="Company" [field]="form.company" />
      </div>
      <div class="pair">
        <sb-text-field label="Phone" type="tel" placeholder="+254 712 345 678" [field]="form.phone" />
        <sb-text-field label="Email" type="email" [field]="form.email" />
      </div>
      <div class="pair">
        <sb-choice-field label="Stage" [choices]="stages" [field]="form.status" />
        <sb-choice-field label="Owner" [choices]="owners()" [field]="form.owner" />
      </div>
      <div class="pair">
        <sb-text-field label="Next step" [field]="form.step" />
        <sb-text-field label="On" type="date" [field]="form.on" />
      </div>
      <sb-text-field label="Source" hint="Such as website or referral" [field]="form.source" />
      <sb-text-field label="Notes" prose [rows]="3" [field]="form.notes" />
    </sb-form-dialog>
  `,
  styleUrl: '../ui/dialog-form.scss',
})
export class LeadDialog {
  private readonly dialog = inject<MatDialogRef<LeadDialog, Lead>>(MatDialogRef);
  private readonly staff = inject(StaffDirectory);
  protected readonly lead = inject<Lead | null>(MAT_DIALOG_DATA);
  protected readonly stages = choicesOf(LEADS);
  protected readonly owners = computed(() => [
    { value: '', label: 'Nobody' },
    ...this.staff.all().map((one) => ({ value: String(one.id), label: staffName(one) })),
  ]);
  protected readonly draft = leadDraft(this.lead, (lead) => this.dialog.close(lead));
}
