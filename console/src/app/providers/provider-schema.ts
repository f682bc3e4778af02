import {
  apply,
  applyEach,
  maxLength,
  required,
  type FieldTree,
  type SchemaFn,
  type SchemaPath,
} from '@angular/forms/signals';
import { needsSender, requiredSecrets, secretNames } from '@signalbox/contracts/provider-kind';
import { PRICE, SENDER } from '@signalbox/contracts/rules';
import { matches } from '../core/form-errors';
import { limitNames, limitSchema } from '../ui/channel-limits';
import type { ProviderFields } from './provider-fields';
import type { Kinds } from './provider-kinds';

const PRICE_WORDS = 'Expected a price such as 0.80, with at most six decimals';
const SENDER_WORDS = 'Expected a number, a short code or at most 11 letters and digits';

/**
 * What must be there; the rest of an account the server judges.
 * @param account whether the account is changed here at all
 * @param set the secrets that are there already
 */
export const providerSchema =
  (kinds: Kinds, account: boolean, set: readonly string[]): SchemaFn<ProviderFields> =>
  (path) => {
    required(path.label, { message: 'Give it a name' });
    maxLength(path.label, 64, { message: 'At most 64 characters' });
    apply(path.limits, limitSchema);
    matches(path.price, PRICE, PRICE_WORDS);
    applyEach(path.prices, (row) => {
      required(row.pair, { message: 'Choose a pair' });
      required(row.price, { message: 'Enter a price' });
      matches(row.price, PRICE, PRICE_WORDS);
    });
    if (!account) return;

    matches(path.sender, SENDER, SENDER_WORDS);
    applyEach(path.named, (row) => required(row.name, { message: 'Enter its name' }));
    for (const [name, kind] of Object.entries(kinds)) {
      const chosen = ({ valueOf }: { valueOf: (path: typeof wholly) => ProviderFields }) =>
        valueOf(wholly).kind === name;
      const wholly: SchemaPath<ProviderFields> = path;
      if (kind.sender !== undefined) {
        const { required: message } = kind.sender;
        required(path.sender, {
          message,
          when: (field) => chosen(field) && needsSender(kind, field.valueOf(wholly).settings[name] ?? {}),
        });
      }
      const settings = path.settings[name];
      for (const [key, field] of Object.entries(kind.fields)) {
        const at = settings?.[key];
        if (at && 'required' in field && field.required) required(at, { message: field.required, when: chosen });
      }
      const secrets = path.secrets[name];
      for (const key of requiredSecrets(kind).filter((each) => !set.includes(each))) {
        const at = secrets?.[key];
        if (at) required(at, { message: 'The account cannot send without', when: chosen });
      }
    }
  };

/** Which field of the form is meant by each name of the API's. */
export function namesOf(
  form: FieldTree<ProviderFields>,
  kinds: Kinds,
  { kind: chosen, prices, named }: ProviderFields,
): Record<string, FieldTree<unknown>> {
  const kind = kinds[chosen];
  const settings = form.settings[chosen];
  const secrets = form.secrets[chosen];
  const names: [name: string, field: FieldTree<unknown> | undefined][] = [
    ...prices.map(({ pair }, index) => entry(`prices.${pair}`, form.prices[index]?.price)),
    ...Object.keys(kind?.fields ?? {}).map((name) => entry(`settings.${name}`, settings?.[name])),
    ...(kind ? secretNames(kind) : []).map((name) => entry(`secrets.${name}`, secrets?.[name])),
    ...named.map(({ name }, index) => entry(`secrets.${name}`, form.named[index]?.name)),
  ];
  return {
    label: form.label,
    worker_id: form.worker,
    sender: form.sender,
    ...limitNames(form.limits),
    price: form.price,
    ...Object.fromEntries(names.filter((pair): pair is [string, FieldTree<unknown>] => pair[1] !== undefined)),
  };
}

const entry = (name: string, field: unknown): [string, FieldTree<unknown> | undefined] => [
  name,
  field as FieldTree<unknown> | undefined,
];
