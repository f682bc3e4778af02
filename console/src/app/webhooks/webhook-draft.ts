import { inject, signal } from '@angular/core';
import { form, required, validate } from '@angular/forms/signals';
import { isFreeText } from '@signalbox/contracts/rules';
import { isHeaderValue, isOwnHeader, isWebhookUrl } from '@signalbox/contracts/webhook-events';
import type { NewWebhook, Webhook, WebhookWithSecret } from '@signalbox/contracts/webhooks';
import { Submission, matches } from '../core/form-errors';
import { orNone } from '../core/or-none';
import { WebhooksApi } from './webhooks.api';

export interface WebhookFields {
  url: string;
  description: string;
  events: string[];
  headers: string;
  attempts: number | null;
}

const USUAL = ['message.sent', 'message.delivered', 'message.undelivered', 'message.failed'];

const fieldsOf = (webhook: Webhook | null): WebhookFields => ({
  url: webhook?.url ?? '',
  description: webhook?.description ?? '',
  events: webhook?.events ?? USUAL,
  headers: '',
  attempts: webhook?.max_attempts ?? null,
});

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
export const webhookOf = ({ url, description, events, headers, attempts }: WebhookFields): NewWebhook => ({
  url: url.trim(),
  description: orNone(description),
  events: events as NewWebhook['events'],
  max_attempts: attempts,
  ...(headers.trim() === '' ? {} : { headers: headersOf(headers) ?? {} }),
});

/** The form of a webhook, of a new one with null. To be made in an injection context. */
export function webhookDraft(webhook: Webhook | null, stored: (webhook: Webhook | WebhookWithSecret) => void) {
  const api = inject(WebhooksApi);
  const fields = signal(fieldsOf(webhook));
  const submission = new Submission();
  const save = (): Promise<Webhook | WebhookWithSecret> => {
    const { url, events, ...rest } = webhookOf(fields());
    if (webhook === null) return api.create({ url, events, ...rest });
    return api.change(webhook.id, webhook.kind === 'callbacks' ? rest : { url, events, ...rest });
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
      matches(path.headers, (text) => headersOf(text) !== null, 'Expected lines such as Authorization: Bearer abc');
    },
    {
      submission: {
        action: ({ url, description, events, headers, attempts }) =>
          submission.run(
            async () => stored(await save()),
            () => ({ url, description, events, headers, max_attempts: attempts }),
          ),
      },
    },
  );
  return { form: tree, submission };
}
