import { Component, computed, inject, input, output, signal } from '@angular/core';
import { form, maxLength, required } from '@angular/forms/signals';
import type { Company } from '@signalbox/contracts/office/company';
import { draftOf } from '../core/draft';
import { Submission } from '../core/form-errors';
import { OfficeSettingsApi } from '../core/office/settings.api';
import { orNone } from '../core/or-none';
import { SettingsForm } from '../ui/settings-form';
import { TextField } from '../ui/text-field';

/** Who writes the invoices: what stands on every paper. */
@Component({
  selector: 'sb-company-form',
  imports: [SettingsForm, TextField],
  template: `
    @let draft = made();
    <sb-settings-form [form]="draft.form" [submission]="draft.submission">
      <sb-text-field label="Name" [field]="draft.form.name" />
      <sb-text-field label="Address" prose [rows]="3" [field]="draft.form.address" />
      <div class="pair">
        <sb-text-field label="Phone" type="tel" [field]="draft.form.phone" />
        <sb-text-field label="Email" type="email" [field]="draft.form.email" />
      </div>
      <sb-text-field label="Tax number" hint="Such as the KRA PIN" [field]="draft.form.tax" />
      <sb-text-field
        label="How an invoice is paid"
        hint="Stands below what is to be paid"
        prose
        [rows]="4"
        [field]="draft.form.pay"
      />
    </sb-settings-form>
  `,
  styleUrl: '../ui/dialog-form.scss',
})
export class CompanyForm {
  private readonly api = inject(OfficeSettingsApi);
  readonly company = input.required<Company>();
  readonly stored = output<Company>();
  private readonly key = computed(() => JSON.stringify(this.company()));
  protected readonly made = draftOf(this.key, () => this.draft(this.company()));

  private draft({ name, address, phone, email, tax_id: tax, pay_instructions: pay }: Company) {
    const fields = signal({
      ...{ name, address: address ?? '', phone: phone ?? '', email: email ?? '' },
      ...{ tax: tax ?? '', pay: pay ?? '' },
    });
    const submission = new Submission();
    const save = async (): Promise<void> => {
      const given = fields();
      const company = {
        ...{ name: given.name.trim(), address: orNone(given.address), phone: orNone(given.phone) },
        ...{ email: orNone(given.email), tax_id: orNone(given.tax), pay_instructions: orNone(given.pay) },
      };
      this.stored.emit(await this.api.setCompany(company));
    };
    const tree = form(
      fields,
      (path) => {
        required(path.name, { message: 'Enter the name' });
        maxLength(path.name, 120, { message: 'At most 120 characters' });
        maxLength(path.address, 300, { message: 'At most 300 characters' });
        maxLength(path.tax, 64, { message: 'At most 64 characters' });
        maxLength(path.pay, 600, { message: 'At most 600 characters' });
      },
      {
        submission: {
          action: (one) =>
            submission.run(save, () => ({
              ...{ name: one.name, address: one.address, phone: one.phone, email: one.email },
              ...{ tax_id: one.tax, pay_instructions: one.pay },
            })),
        },
      },
    );
    return { form: tree, submission };
  }
}
