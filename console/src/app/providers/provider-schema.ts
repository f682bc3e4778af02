import { apply, applyEach, maxLength, required, type FieldTree, type SchemaFn } from '@angular/forms/signals';
import { PRICE, SENDER } from '@signalbox/contracts/rules';
import { matches } from '../core/form-errors';
import { limitNames, limitSchema } from '../ui/channel-limits';
import type { ProviderFields } from './provider-fields';
import { SECRET_NAMES, type Kind } from './provider-kinds';

const EXPECTED_PRICE = 'Expected a price such as 0.80, with at most six decimals';

/**
 * What must be there; the rest of an account the server judges.
 * @param account whether the account is changed here at all
 * @param set the secrets that are there already
 */
export const providerSchema =
  (account: boolean, set: readonly string[]): SchemaFn<ProviderFields> =>
  (path) => {
    required(path.label, { message: 'Give it a name' });
    maxLength(path.label, 64, { message: 'At most 64 characters' });
    apply(path.limits, limitSchema);
    matches(path.price, PRICE, EXPECTED_PRICE);
    applyEach(path.prices, (row) => {
      required(row.pair, { message: 'Choose a pair' });
      required(row.price, { message: 'Enter a price' });
      matches(row.price, PRICE, EXPECTED_PRICE);
    });
    if (!account) return;

    matches(path.sender, SENDER, 'Expected a number, a short code or at most 20 letters and digits');
    const of = (...kinds: Kind[]) => ({
      when: ({ valueOf }: { valueOf: (path: typeof kind) => string }) => kinds.includes(valueOf(kind) as Kind),
    });
    const { kind, smpp, http, generic } = path;
    required(path.sender, { message: 'Advanta sends only with a sender', ...of('advanta') });
    required(smpp.host, { message: 'Enter the SMSC’s host', ...of('smpp') });
    required(smpp.system_id, { message: 'Enter the system id', ...of('smpp') });
    required(http.partner_id, { message: 'Enter the partner id', ...of('advanta') });
    required(http.username, { message: 'Enter the user', ...of('africas_talking') });
    required(http.account_sid, { message: 'Enter the account’s SID', ...of('twilio') });
    required(generic.url, { message: 'Enter the URL that messages are sent to', ...of('generic') });
    required(path.secret, {
      message: 'The account cannot send without',
      when: ({ valueOf }) => {
        const secret = SECRET_NAMES[valueOf(kind) as Kind];
        return secret !== null && secret !== 'password' && !set.includes(secret);
      },
    });
    applyEach(path.secrets, (row) => required(row.name, { message: 'Enter its name' }));
  };

const prefixed = (fields: object): Record<string, FieldTree<unknown>> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [`settings.${name}`, field as FieldTree<unknown>]));

/** Which field of the form is meant by each name of the API's. */
export function namesOf(
  form: FieldTree<ProviderFields>,
  { kind: chosen, prices, secrets, smpp, http }: ProviderFields,
): Record<string, FieldTree<unknown>> {
  const kind = chosen as Kind;
  const each = <T extends object>(tree: FieldTree<T>, keys: object) =>
    prefixed(Object.fromEntries(Object.keys(keys).map((key) => [key, tree[key as keyof typeof tree]])));
  const secret = SECRET_NAMES[kind];
  const { generic } = form;
  return {
    label: form.label,
    worker_id: form.worker,
    sender: form.sender,
    ...limitNames(form.limits),
    price: form.price,
    ...Object.fromEntries(prices.flatMap(({ pair }, index) => entry(`prices.${pair}`, form.prices[index]?.price))),
    ...(kind === 'smpp' ? each(form.smpp, smpp) : each(form.http, http)),
    ...(kind === 'generic'
      ? {
          ...prefixed({
            method: generic.method,
            url: generic.url,
            headers: generic.headers,
            body_type: generic.body_type,
            body: generic.body,
            'answer.id': generic.id,
            'answer.code': generic.code,
            'answer.error': generic.error,
            'answer.success': generic.success,
            'answer.temporary': generic.temporary,
            'report.id': generic.report_id,
            'report.status': generic.report_status,
            'report.delivered': generic.delivered,
            'report.undelivered': generic.undelivered,
            'balance.url': generic.balance_url,
            'balance.value': generic.balance_value,
          }),
          ...Object.fromEntries(
            secrets.flatMap(({ name }, index) => entry(`secrets.${name}`, form.secrets[index]?.name)),
          ),
        }
      : {}),
    ...(secret === null ? {} : { [`secrets.${secret}`]: form.secret }),
  };
}

const entry = (name: string, field: FieldTree<string> | undefined): [string, FieldTree<unknown>][] =>
  field === undefined ? [] : [[name, field]];
