import { computed, inject, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import type { MpesaSettings, MpesaSettingsChange } from '@signalbox/contracts/office/mpesa';
import { Submission, matches } from '../core/form-errors';
import { MpesaApi } from '../core/office/mpesa.api';
import { orNone } from '../core/or-none';

export interface MpesaFields {
  type: string;
  shortcode: string;
  till: string;
  base_url: string;
  consumer_key: string;
  consumer_secret: string;
  passkey: string;
  c2b_version: string;
  c2b_response: string;
  addresses: string;
}

/** Secrets never come back: an empty field leaves what is there. */
export const fieldsOf = (settings: MpesaSettings): MpesaFields => ({
  type: settings.type,
  shortcode: settings.shortcode ?? '',
  till: settings.till ?? '',
  base_url: settings.base_url ?? '',
  consumer_key: '',
  consumer_secret: '',
  passkey: '',
  c2b_version: settings.c2b_version,
  c2b_response: settings.c2b_response,
  addresses: settings.callback_addresses.join('\n'),
});

/** What the form says; a secret that nobody wrote is not sent. */
export function changeOf(fields: MpesaFields): MpesaSettingsChange {
  const secret = (name: 'consumer_key' | 'consumer_secret' | 'passkey') =>
    fields[name].trim() === '' ? {} : { [name]: fields[name].trim() };
  return {
    type: fields.type as MpesaSettings['type'],
    shortcode: orNone(fields.shortcode),
    till: fields.type === 'till' ? orNone(fields.till) : null,
    base_url: orNone(fields.base_url),
    ...secret('consumer_key'),
    ...secret('consumer_secret'),
    ...secret('passkey'),
    c2b_version: fields.c2b_version as MpesaSettings['c2b_version'],
    c2b_response: fields.c2b_response as MpesaSettings['c2b_response'],
    callback_addresses: fields.addresses
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  };
}

const hintOf = (kept: string | null): string => (kept === null ? 'Not set yet' : 'Is set; empty leaves it as it is');

/** The form of M-Pesa's settings, and what becomes of it. To be made in an injection context. */
export function mpesaDraft(settings: MpesaSettings, stored: (settings: MpesaSettings) => void) {
  const api = inject(MpesaApi);
  const fields = signal(fieldsOf(settings));
  const submission = new Submission();
  const tree = form(
    fields,
    (path) => {
      matches(path.shortcode, /^\d{4,10}$/, 'Expected 4 to 10 digits');
      matches(path.till, /^\d{4,10}$/, 'Expected 4 to 10 digits');
      matches(path.base_url, /^https?:\/\/\S+$/, 'Expected an address, such as https://api.safaricom.co.ke');
    },
    {
      submission: {
        action: ({ addresses, ...names }) =>
          submission.run(
            async () => stored(await api.change(changeOf(fields()))),
            () => ({ ...names, callback_addresses: addresses }),
          ),
      },
    },
  );
  const hints = {
    key: hintOf(settings.consumer_key),
    secret: hintOf(settings.consumer_secret),
    passkey: hintOf(settings.passkey),
  };
  return { form: tree, submission, hints, isTill: computed(() => fields().type === 'till') };
}
