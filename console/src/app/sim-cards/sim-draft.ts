import { inject, signal } from '@angular/core';
import { apply, form, maxLength, required } from '@angular/forms/signals';
import { isPhoneNumber } from '@signalbox/contracts/rules';
import type { NewSimCard, SimCard, SimCardChange } from '@signalbox/contracts/sim-cards';
import { matches, Submission } from '../core/form-errors';
import { orNone } from '../core/or-none';
import { limitFieldsOf, limitNames, limitSchema, limitsOf, type LimitFields } from '../ui/channel-limits';
import { SimCardsApi } from './sim-cards.api';

interface Fields {
  number: string;
  label: string;
  limits: LimitFields;
}

const fieldsOf = (sim: SimCard | null): Fields => ({
  number: sim?.number ?? '',
  label: sim?.label ?? '',
  limits: limitFieldsOf(sim, 100),
});

/** What the form changes of a SIM card; an unknown number left empty is not sent. */
export function changeOf(fields: Fields): SimCardChange {
  const number = fields.number.trim();
  return {
    ...(number === '' ? {} : { number }),
    label: orNone(fields.label),
    ...limitsOf(fields.limits),
  };
}

export type SimDraft = ReturnType<typeof simDraft>;

/** The form of a SIM card, of a new one with null, and what becomes of it. To be made in an injection context. */
export function simDraft(sim: SimCard | null, stored: (sim: SimCard) => void) {
  const api = inject(SimCardsApi);
  const fields = signal(fieldsOf(sim));
  const submission = new Submission();
  const save = (): Promise<SimCard> => {
    const change = changeOf(fields());
    return sim === null ? api.create(change as NewSimCard) : api.change(sim.id, change);
  };
  const tree = form(
    fields,
    (path) => {
      // A SIM card that a worker found may have no number yet.
      if (sim === null) required(path.number, { message: 'Enter the number of the SIM card' });
      matches(path.number, isPhoneNumber, 'Expected a phone number, such as +254 712 345 678');
      maxLength(path.label, 64, { message: 'At most 64 characters' });
      apply(path.limits, limitSchema);
    },
    {
      submission: {
        action: ({ number, label, limits }) =>
          submission.run(
            async () => stored(await save()),
            () => ({ number, label, ...limitNames(limits) }),
          ),
      },
    },
  );
  return { form: tree, submission };
}
