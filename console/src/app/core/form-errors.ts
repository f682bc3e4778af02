import { validate, type ReadonlyFieldTree, type SchemaPath, type ValidationError } from '@angular/forms/signals';
import type { Failure } from './problem';

/** What a form's submission ends with: the server's complaints, or null when it took the form. */
export type SubmissionResult = Promise<ValidationError.WithOptionalFieldTree[] | null>;

interface Schema {
  safeParse(value: unknown): { success: boolean };
}

/** Holds a field to a contract's schema, so that a form and the server refuse the same things. */
export function matches(path: SchemaPath<string>, schema: Schema, message: string): void {
  validate(path, ({ value }) =>
    value() === '' || schema.safeParse(value()).success ? undefined : { kind: 'contract', message },
  );
}

/**
 * The server's field errors, each at its field of the form; errors of fields the form does not have, and a failure
 * without any, belong to the whole form.
 */
export function serverErrors(
  failure: Failure,
  fields: Record<string, ReadonlyFieldTree<unknown>>,
): ValidationError.WithOptionalFieldTree[] {
  if (failure.errors.length === 0) {
    return [{ kind: 'server', message: failure.detail ? `${failure.title}. ${failure.detail}` : failure.title }];
  }
  return failure.errors.map(({ field, message }) => {
    const name = field.replace(/^[/.]+/, '').split(/[/.]/)[0] ?? '';
    const fieldTree = fields[name];
    return fieldTree === undefined
      ? { kind: 'server', message: name === '' ? message : `${name}: ${message}` }
      : { kind: 'server', message: capitalised(message), fieldTree };
  });
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
