import { Component, computed, input, model } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { NumberField, TextField } from '../ui/text-field';
import type { KnownHttpFields } from './provider-fields';

const BASE_URLS: Record<string, string> = {
  advanta: 'Empty: Advanta’s own; others run the same software',
  africas_talking: 'Empty: its own; the sandbox has another',
  twilio: 'Empty: Twilio’s own; others speak the same',
};

/** An account at a provider whose API is known. */
@Component({
  selector: 'sb-http-fieldset',
  imports: [MatButton, NumberField, TextField],
  template: `
    <div class="pair">
      @switch (kind()) {
        @case ('advanta') {
          <sb-text-field label="Partner id" [field]="fields().partner_id" />
          <sb-text-field label="API key" type="password" [placeholder]="secretHint()" [field]="secret()" />
        }
        @case ('africas_talking') {
          <sb-text-field label="User" hint="sandbox for the sandbox" [field]="fields().username" />
          <sb-text-field label="API key" type="password" [placeholder]="secretHint()" [field]="secret()" />
        }
        @case ('twilio') {
          <sb-text-field label="Account SID" [field]="fields().account_sid" />
          <sb-text-field label="Auth token" type="password" [placeholder]="secretHint()" [field]="secret()" />
          <sb-text-field
            label="Messaging service SID"
            hint="Chooses the sender; else enter one above"
            [field]="fields().messaging_service_sid"
          />
          <sb-text-field
            label="Status callback"
            hint="The report URL as the provider reaches it; it is shown once the provider is added"
            [field]="fields().status_callback"
          />
        }
      }
    </div>
    @if (more()) {
      <sb-text-field label="Base URL" placeholder="https://" [hint]="baseHint()" [field]="fields().base_url" />
      @if (kind() === 'advanta') {
        <div class="pair">
          <sb-text-field
            label="URL of sendsms"
            placeholder="https://"
            hint="Where it is not below the base URL"
            [field]="fields().send_url"
          />
          <sb-number-field label="Messages in one request" hint="Some allow 20 only" [field]="fields().bulk_size" />
        </div>
      }
    } @else {
      <button class="more" matButton type="button" (click)="more.set(true)">Another address (sandbox, reseller)</button>
    }
  `,
  styleUrl: './fieldset.scss',
})
export class HttpFieldset {
  readonly kind = input.required<string>();
  readonly fields = input.required<FieldTree<KnownHttpFields>>();
  readonly secret = input.required<FieldTree<string>>();
  readonly secretHint = input.required<string>();
  readonly more = model.required<boolean>();
  protected readonly baseHint = computed(() => BASE_URLS[this.kind()] ?? '');
}
