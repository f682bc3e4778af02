import { computed, inject, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import type { Provider } from '@signalbox/contracts/providers';
import { Submission } from '../core/form-errors';
import { fieldsOf } from './provider-fields';
import { KINDS } from './provider-kinds';
import { changeOf, requestOf } from './provider-request';
import { namesOf, providerSchema } from './provider-schema';
import { ProvidersApi } from './providers.api';

export type ProviderDraft = ReturnType<typeof providerDraft>;

/** The form of a provider, of a new one with null, and what becomes of it. To be made in an injection context. */
export function providerDraft(provider: Provider | null, stored: (provider: Provider) => void) {
  const api = inject(ProvidersApi);
  const kinds = inject(KINDS);
  // What its worker's own file says is not changed here.
  const hasAccount = provider?.from_worker_file !== true;
  const set = provider?.secrets_set ?? [];
  const submission = new Submission();
  const fields = signal(fieldsOf(provider, kinds));
  /** Whether the settings are shown that most do not need. */
  const more = signal(false);
  const save = (): Promise<Provider> =>
    provider === null
      ? api.create(requestOf(fields(), kinds))
      : api.change(provider.id, changeOf(fields(), kinds, provider));
  const tree = form(fields, providerSchema(kinds, hasAccount, set), {
    submission: {
      action: async (form) => {
        const errors = await submission.run(
          async () => stored(await save()),
          () => namesOf(form, kinds, fields()),
        );
        // One may be at a field that is not shown.
        if (errors.length > 0) more.set(true);
        return errors;
      },
    },
  });
  /** The account's part of the form, of the kind that is chosen. */
  const account = computed(() => {
    const name = fields().kind;
    const kind = kinds[name];
    const settings = tree.settings[name];
    const secrets = tree.secrets[name];
    return kind && settings && secrets ? { kind, fields: settings, secrets } : null;
  });
  return { provider, form: tree, fields: fields.asReadonly(), submission, account, more, hasAccount, set };
}
