import { inject, signal } from '@angular/core';
import { form, required } from '@angular/forms/signals';
import type { NewRouter, Router, RouterKind } from '@signalbox/contracts/office/routers';
import { isFreeText } from '@signalbox/contracts/rules';
import { Submission, matches } from '../core/form-errors';
import { orNone } from '../core/or-none';
import { RoutersApi } from './routers.api';

export interface RouterFields {
  name: string;
  address: string;
  kind: string;
  port: number | null;
  tls: string;
  fingerprint: string;
  username: string;
  password: string;
  main: string;
}

/** The port is shown where it is not the protocol's own. */
const OWN_PORTS = [443, 80, 8728, 8729];

const fieldsOf = (router: Router | null): RouterFields => ({
  name: router?.name ?? '',
  address: router?.address ?? '',
  kind: router?.kind ?? 'rest',
  port: router === null || OWN_PORTS.includes(router.port) ? null : router.port,
  tls: router?.tls === false ? 'no' : 'yes',
  fingerprint: router?.tls_fingerprint ?? '',
  username: router?.username ?? '',
  password: '',
  main: router?.is_default ? 'yes' : 'no',
});

/** What the form says of a router; a password that nobody wrote is not sent. */
export const routerOf = (fields: RouterFields): Omit<NewRouter, 'password'> & { password?: string } => ({
  name: fields.name.trim(),
  address: fields.address.trim(),
  kind: fields.kind as RouterKind,
  username: fields.username.trim(),
  port: fields.port,
  tls: fields.tls === 'yes',
  tls_fingerprint: fields.tls === 'yes' ? orNone(fields.fingerprint) : null,
  is_default: fields.main === 'yes',
  ...(fields.password === '' ? {} : { password: fields.password }),
});

/** The form of a router, of a new one with null, and what becomes of it. To be made in an injection context. */
export function routerDraft(router: Router | null, stored: (router: Router) => void) {
  const api = inject(RoutersApi);
  const fields = signal(fieldsOf(router));
  const submission = new Submission();
  const save = (): Promise<Router> => {
    const change = routerOf(fields());
    return router === null ? api.create(change as NewRouter) : api.change(router.id, change);
  };
  const tree = form(
    fields,
    (path) => {
      required(path.name, { message: 'Name it' });
      matches(path.name, isFreeText(64), 'At most 64 characters');
      required(path.address, { message: 'Enter its address' });
      required(path.username, { message: 'Enter the account at it' });
      if (router === null) required(path.password, { message: 'Enter the password' });
      matches(path.fingerprint, /^([0-9a-f]{2}:?){32}$/i, 'Expected 64 hexadecimal digits');
    },
    {
      submission: {
        action: ({ name, address, kind, port, tls, fingerprint, username, password, main }) =>
          submission.run(
            async () => stored(await save()),
            () => ({
              ...{ name, address, kind, port, tls, username, password },
              ...{ tls_fingerprint: fingerprint, is_default: main },
            }),
          ),
      },
    },
  );
  return { form: tree, submission };
}
