import { inject, signal } from '@angular/core';
import { form, required } from '@angular/forms/signals';
import type { Customer, CustomerChange, CustomerStatus } from '@signalbox/contracts/office/customers';
import { isFreeText, isPhoneNumber } from '@signalbox/contracts/rules';
import { AttemptKey } from '../core/attempt-key';
import { Submission, matches } from '../core/form-errors';
import { CustomersApi } from '../core/office/customers.api';
import { orNone } from '../core/or-none';

interface Fields {
  name: string;
  phone: string;
  email: string;
  address: string;
  city: string;
  country: string;
  type: string;
  status: string;
}

const fieldsOf = (customer: Customer | null): Fields => ({
  name: customer?.name ?? '',
  phone: customer?.phone ?? '',
  email: customer?.email ?? '',
  address: customer?.address ?? '',
  city: customer?.city ?? '',
  country: customer?.country ?? '',
  type: customer?.account_type ?? '',
  status: customer?.status ?? 'active',
});

/** What the form says of a customer; what is empty is not there. */
export function customerOf(fields: Fields): CustomerChange & { name: string } {
  return {
    name: fields.name.trim(),
    phone: orNone(fields.phone),
    email: orNone(fields.email),
    address: orNone(fields.address),
    city: orNone(fields.city),
    country: orNone(fields.country),
    account_type: orNone(fields.type),
    status: fields.status as CustomerStatus,
  };
}

export type CustomerDraft = ReturnType<typeof customerDraft>;

/** The form of a customer, of a new one with null, and what becomes of it. To be made in an injection context. */
export function customerDraft(customer: Customer | null, stored: (customer: Customer) => void) {
  const api = inject(CustomersApi);
  const key = new AttemptKey();
  const fields = signal(fieldsOf(customer));
  const submission = new Submission();
  const save = (): Promise<Customer> => {
    const change = customerOf(fields());
    return customer === null ? api.create(change, key.for(change)) : api.change(customer.id, change);
  };
  const tree = form(
    fields,
    (path) => {
      required(path.name, { message: 'Enter the name' });
      matches(path.name, isFreeText(120), 'At most 120 characters');
      matches(path.phone, isPhoneNumber, 'Expected a phone number, such as +254 712 345 678');
      matches(path.address, isFreeText(200), 'At most 200 characters');
      matches(path.city, isFreeText(100), 'At most 100 characters');
      matches(path.country, isFreeText(100), 'At most 100 characters');
      matches(path.type, isFreeText(32), 'At most 32 characters');
    },
    {
      submission: {
        action: ({ name, phone, email, address, city, country, type, status }) =>
          submission.run(
            async () => stored(await save()),
            () => ({ name, phone, email, address, city, country, account_type: type, status }),
          ),
      },
    },
  );
  return { form: tree, submission };
}
