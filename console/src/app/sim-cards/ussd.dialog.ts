import { Component, inject, signal, viewChild, type ElementRef } from '@angular/core';
import { FormField, form, required } from '@angular/forms/signals';
import { MAT_DIALOG_DATA } from '@angular/material/dialog';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { USSD_CODE } from '@signalbox/contracts/rules';
import type { SimCard } from '@signalbox/contracts/sim-cards';
import { matches, Submission } from '../core/form-errors';
import { simName } from '../core/sim-directory';
import { FormDialog } from '../ui/form-dialog';
import { OUTLINED } from '../ui/outlined';
import { SimCardsApi } from './sim-cards.api';

interface Exchange {
  code: string;
  answer: string;
}

/** Codes to the network and what it answered, for as long as the dialog is open: they are kept nowhere. */
@Component({
  selector: 'sb-ussd-dialog',
  imports: [FormDialog, FormField, MatError, MatFormField, MatHint, MatInput, MatLabel],
  providers: [OUTLINED],
  template: `
    <sb-form-dialog
      [heading]="'USSD with ' + simName(sim)"
      action="Dial"
      dismiss="Close"
      [form]="form"
      [submission]="submission"
    >
      @if (exchanges().length > 0) {
        <ol aria-label="Codes and answers" aria-live="polite">
          @for (exchange of exchanges(); track $index) {
            <li class="code mono">{{ exchange.code }}</li>
            <li class="answer">{{ exchange.answer }}</li>
          }
        </ol>
      }
      <mat-form-field>
        <mat-label>Code</mat-label>
        <input matInput #code class="mono" [formField]="form.code" autocomplete="off" placeholder="*144#" />
        <mat-hint>{{
          exchanges().length > 0 ? 'Another code, or a number of the menu' : 'As one would dial it'
        }}</mat-hint>
        @for (error of form.code().errors(); track $index) {
          <mat-error>{{ error.message }}</mat-error>
        }
      </mat-form-field>
    </sb-form-dialog>
  `,
  styleUrls: ['../ui/dialog-form.scss', './ussd.dialog.scss'],
})
export class UssdDialog {
  private readonly api = inject(SimCardsApi);
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('code');
  protected readonly sim = inject<SimCard>(MAT_DIALOG_DATA);
  protected readonly simName = simName;
  protected readonly exchanges = signal<readonly Exchange[]>([]);
  protected readonly submission = new Submission();
  private readonly question = signal({ code: '' });
  protected readonly form = form(
    this.question,
    (path) => {
      required(path.code, { message: 'Enter a code' });
      matches(path.code, USSD_CODE, 'Expected digits, * and #, such as *144#');
    },
    {
      submission: {
        action: ({ code }) =>
          this.submission.run(
            () => this.dial(),
            () => ({ code }),
          ),
      },
    },
  );

  private async dial(): Promise<void> {
    const { code } = this.question();
    const { answer } = await this.api.ussd(this.sim.id, code);
    this.exchanges.update((exchanges) => [...exchanges, { code, answer }]);
    this.form().reset({ code: '' });
    this.box().nativeElement.focus();
  }
}
