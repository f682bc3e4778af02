import { inject, signal } from '@angular/core';
import { form, required, validate } from '@angular/forms/signals';
import { isFreeText } from '@signalbox/contracts/rules';
import { isHeaderValue, isOwnHeader, isWebhookUrl } from '@signalbox/contracts/webhook-events';
import type { NewWebhook, Webhook, WebhookFilter, WebhookWithSecret } from '@signalbox/contracts/webhooks';
import { Submission, matches } from '../core/form-errors';
import { orNone } from '../core/or-none';
import { WebhooksApi } from './webhooks.api';

export interface WebhookFields {
  url: string;
  description: string;
  events: string[];
  headers: string;
  attempts: number | null;
  /** What is left out; empty is nothing. */
  program: string;
  pair: string;
  account: string;
  key: string;
}

const USUAL = ['message.sent', 'message.delivered', 'message.undelivered', 'message.failed'];

const fieldsOf = (webhook: Webhook | null): WebhookFields => ({
  url: webhook?.url ?? '',
  description: webhook?.description ?? '',
  events: webhook?.events ?? USUAL,
  headers: '',
  attempts: webhook?.max_attempts ?? null,
  program: webhook?.filter.program_id ?? '',
  pair: webhook?.filter.pair_id ?? '',
  account: String(webhook?.filter.user_id ?? ''),
  key: String(webhook?.filter.api_key_id ?? ''),
});

/** What the form lets by, as the API has it: what is empty lets all by. */
export const filterOf = ({ program, pair, account, key }: WebhookFields): WebhookFilter => ({
  ...(program === '' ? {} : { program_id: program }),
  ...(pair === '' ? {} : { pair_id: pair }),
  ...(account === '' ? {} : { user_id: Number(account) }),
  ...(key === '' ? {} : { api_key_id: Number(key) }),
});

const DOCUMENT_ID = /^[0-9a-f]{24}$/;
const NUMBER = /^[1-9]\d{0,9}$/;
const CHOOSE = 'Choose one of the list, or leave it empty';

/** Headers as lines of `Name: value`; null where a line is none. */
export function headersOf(text: string): Record<string, string> | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const headers = lines.map((line) => {
    const at = line.indexOf(':');
    return [line.slice(0, Math.max(0, at)).trim(), line.slice(at + 1).trim()] as const;
  });
  return headers.every(([name, value]) => isOwnHeader(name) && isHeaderValue(value))
    ? Object.fromEntries(headers)
    : null;
}

/** What the form says of a webhook; headers that nobody wrote stay as they are. */
export const webhookOf = (fields: WebhookFields): NewWebhook => ({
  url: fields.url.trim(),
  description: orNone(fields.description),
  events: fields.events as NewWebhook['events'],
  filter: filterOf(fields),
  max_attempts: fields.attempts,
  ...(fields.headers.trim() === '' ? {} : { headers: headersOf(fields.headers) ?? {} }),
});

/** The form of a webhook, of a new one with null. To be made in an injection context. */
export function webhookDraft(webhook: Webhook | null, stored: (webhook: Webhook | WebhookWithSecret) => void) {
  const api = inject(WebhooksApi);
  const fields = signal(fieldsOf(webhook));
  const submission = new Submission();
  const save = (): Promise<Webhook | WebhookWithSecret> => {
    const { url, events, filter, ...rest } = webhookOf(fields());
    if (webhook === null) return api.create({ url, events, filter, ...rest });
    // What callbacks tell of, and where, is the messages' to say.
    return api.change(webhook.id, webhook.kind === 'callbacks' ? rest : { url, events, filter, ...rest });
  };
  const tree = form(
    fields,
    (path) => {
      if (webhook?.kind !== 'callbacks') {
        required(path.url, { message: 'Enter where events are posted to' });
        matches(path.url, isWebhookUrl, 'Expected an address such as https://crm.example.com/hook');
        validate(path.events, ({ value }) =>
          value().length > 0 ? undefined : { kind: 'contract', message: 'Choose at least one' },
        );
      }
      matches(path.description, isFreeText(120), 'At most 120 characters');
      for (const field of [path.program, path.pair]) matches(field, DOCUMENT_ID, CHOOSE);
      for (const field of [path.account, path.key]) matches(field, NUMBER, CHOOSE);
      matches(path.headers, (text) => headersOf(text) !== null, 'Expected lines such as Authorization: Bearer abc');
    },
    {
      submission: {
        action: ({ url, description, events, headers, attempts, program, pair, account, key }) =>
          submission.run(
            async () => stored(await save()),
            () => ({
              ...{ url, description, events, headers, max_attempts: attempts },
              ...{ 'filter.program_id': program, 'filter.pair_id': pair },
              ...{ 'filter.user_id': account, 'filter.api_key_id': key },
            }),
          ),
      },
    },
  );
  return { form: tree, submission };
}
