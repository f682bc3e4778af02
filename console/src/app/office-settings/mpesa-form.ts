import { Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { MpesaSettings, MpesaTest } from '@signalbox/contracts/office/mpesa';
import { draftOf } from '../core/draft';
import { MpesaApi } from '../core/office/mpesa.api';
import { ChoiceField } from '../ui/choice-field';
import { Dialogs } from '../ui/dialogs';
import { SettingsForm } from '../ui/settings-form';
import { TextField } from '../ui/text-field';
import { Time } from '../ui/time';
import { mpesaDraft } from './mpesa-draft';

/** What is missing, as its field is called. */
const WORDS: Readonly<Record<string, string>> = {
  base_url: 'address of Daraja',
  consumer_key: 'consumer key',
  consumer_secret: 'consumer secret',
  PUBLIC_URL: 'PUBLIC_URL, a setting of the server',
};
const wordOf = (name: string): string => WORDS[name] ?? name;

/** How M-Pesa is reached, with a try of it. */
@Component({
  selector: 'sb-mpesa-form',
  imports: [ChoiceField, MatButton, SettingsForm, TextField, Time],
  templateUrl: './mpesa-form.html',
  styleUrl: '../ui/dialog-form.scss',
})
export class MpesaForm {
  private readonly api = inject(MpesaApi);
  private readonly dialogs = inject(Dialogs);
  readonly settings = input.required<MpesaSettings>();
  readonly stored = output<MpesaSettings>();
  protected readonly missing = computed(() => this.settings().missing.map(wordOf).join(', '));
  protected readonly types = [
    { value: 'paybill', label: 'Paybill' },
    { value: 'till', label: 'Till' },
  ];
  protected readonly versions = [
    { value: 'v1', label: 'v1' },
    { value: 'v2', label: 'v2, which masks the payer’s number' },
  ];
  protected readonly responses = [
    { value: 'Completed', label: 'It is taken' },
    { value: 'Cancelled', label: 'It is refused' },
  ];
  private readonly key = computed(() => JSON.stringify(this.settings()));
  protected readonly made = draftOf(this.key, () => mpesaDraft(this.settings(), (after) => this.stored.emit(after)));

  protected test(): void {
    void this.ask('Try M-Pesa', 'M-Pesa is asked to sign in.', () => this.api.test());
  }

  protected async register(): Promise<void> {
    const question = {
      title: 'Register the addresses?',
      text: 'M-Pesa is told where payments to the shortcode are told. In production only Safaricom can change them afterwards.',
      action: 'Register',
      dismiss: 'Not yet',
    };
    if (!(await this.dialogs.ask(question))) return;
    await this.ask('Register the addresses', 'M-Pesa is told.', () => this.api.register());
    this.stored.emit(await this.api.settings());
  }

  private ask(title: string, waiting: string, run: () => Promise<MpesaTest>): Promise<unknown> {
    const ask = async () => {
      const { ok, detail } = await run();
      return `${ok ? 'It works' : 'It does not work'}: ${detail}`;
    };
    const dialog = () => import('../ui/answer.dialog').then((m) => m.AnswerDialog);
    return this.dialogs.open(dialog, { data: { title, waiting, ask }, width: 'small' });
  }
}
