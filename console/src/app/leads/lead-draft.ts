import { inject, signal } from '@angular/core';
import { form, required, validate } from '@angular/forms/signals';
import type { Lead, LeadStatus, NewLead } from '@signalbox/contracts/office/leads';
import { isFreeText, isPhoneNumber } from '@signalbox/contracts/rules';
import { AttemptKey } from '../core/attempt-key';
import { Submission, matches } from '../core/form-errors';
import { LeadsApi } from '../core/office/leads.api';
import { orNone } from '../core/or-none';

export interface LeadFields {
  name: string;
  phone: string;
  email: string;
  company: string;
  source: string;
  status: string;
  owner: string;
  step: string;
  on: string;
  notes: string;
}

const fieldsOf = (lead: Lead | null): LeadFields => ({
  name: lead?.name ?? '',
  phone: lead?.phone ?? '',
  email: lead?.email ?? '',
  company: lead?.company ?? '',
  source: lead?.source ?? '',
  status: lead?.status ?? 'new',
  owner: lead?.owner_id ? String(lead.owner_id) : '',
  step: lead?.next_step ?? '',
  on: lead?.next_step_on ?? '',
  notes: lead?.notes ?? '',
});

/** What the form says of a lead; what is empty is not there. */
export function leadOf(fields: LeadFields): NewLead {
  return {
    name: fields.name.trim(),
    phone: orNone(fields.phone),
    email: orNone(fields.email),
    company: orNone(fields.company),
    source: orNone(fields.source),
    status: fields.status as LeadStatus,
    owner_id: fields.owner === '' ? null : Number(fields.owner),
    next_step: orNone(fields.step),
    next_step_on: orNone(fields.on),
    notes: orNone(fields.notes),
  };
}

/** The form of a lead, of a new one with null, and what becomes of it. To be made in an injection context. */
export function leadDraft(lead: Lead | null, stored: (lead: Lead) => void) {
  const api = inject(LeadsApi);
  const key = new AttemptKey();
  const fields = signal(fieldsOf(lead));
  const submission = new Submission();
  const save = (): Promise<Lead> => {
    const change = leadOf(fields());
    return lead === null ? api.create(change, key.for(change)) : api.change(lead.id, change);
  };
  const tree = form(
    fields,
    (path) => {
      required(path.name, { message: 'Enter the name' });
      matches(path.name, isFreeText(120), 'At most 120 characters');
      matches(path.phone, isPhoneNumber, 'Expected a phone number, such as +254 712 345 678');
      validate(path.phone, ({ value, valueOf }) =>
        value().trim() === '' && valueOf(path.email).trim() === ''
          ? { kind: 'reach', message: 'Enter a phone number, or an email address' }
          : undefined,
      );
      matches(path.company, isFreeText(120), 'At most 120 characters');
      matches(path.source, isFreeText(64), 'At most 64 characters');
      matches(path.step, isFreeText(200), 'At most 200 characters');
    },
    {
      submission: {
        action: ({ name, phone, email, company, source, status, owner, step, on, notes }) =>
          submission.run(
            async () => stored(await save()),
            () => ({
              ...{ name, phone, email, company, source, status, notes },
              ...{ owner_id: owner, next_step: step, next_step_on: on },
            }),
          ),
      },
    },
  );
  return { form: tree, submission };
}
