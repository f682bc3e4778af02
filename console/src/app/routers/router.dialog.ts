import { Component, inject } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { Router } from '@signalbox/contracts/office/routers';
import { ChoiceField } from '../ui/choice-field';
import { FormDialog } from '../ui/form-dialog';
import { NumberField, TextField } from '../ui/text-field';
import { routerDraft } from './router-draft';

const YES_NO = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];

/** A new router, or one to be changed. Closes with it. */
@Component({
  selector: 'sb-router-dialog',
  imports: [ChoiceField, FormDialog, NumberField, TextField],
  template: `
    @let form = draft.form;
    <sb-form-dialog
      [heading]="router === null ? 'Add router' : 'Edit ' + router.name"
      [action]="router === null ? 'Add' : 'Save'"
      [form]="form"
      [submission]="draft.submission"
    >
      <div class="pair">
        <sb-text-field label="Name" [field]="form.name" />
        <sb-text-field label="Address" placeholder="192.168.88.1" [field]="form.address" />
      </div>
      <div class="pair">
        <sb-choice-field label="Spoken to by" [choices]="kinds" [field]="form.kind" />
        <sb-number-field label="Port" hint="Empty is the usual one" [field]="form.port" />
      </div>
      <div class="pair">
        <sb-text-field label="Account" [field]="form.username" />
        <sb-text-field
          label="Password"
          type="password"
          [hint]="router === null ? '' : 'Empty leaves it as it is'"
          [field]="form.password"
        />
      </div>
      <div class="pair">
        <sb-choice-field label="Encrypted" [choices]="yesNo" [field]="form.tls" />
        <sb-choice-field label="The default" hint="Asked where none is named" [choices]="yesNo" [field]="form.main" />
      </div>
      <sb-text-field
        label="SHA-256 of its certificate"
        hint="Where it has signed it itself; a test shows it"
        [field]="form.fingerprint"
      />
    </sb-form-dialog>
  `,
  styleUrl: '../ui/dialog-form.scss',
})
export class RouterDialog {
  private readonly dialog = inject<MatDialogRef<RouterDialog, Router>>(MatDialogRef);
  protected readonly router = inject<Router | null>(MAT_DIALOG_DATA);
  protected readonly yesNo = YES_NO;
  protected readonly kinds = [
    { value: 'rest', label: 'REST, RouterOS 7' },
    { value: 'api', label: 'API, RouterOS 6' },
  ];
  protected readonly draft = routerDraft(this.router, (router) => this.dialog.close(router));
}
