import { signal } from '@angular/core';
import { validate, type ReadonlyFieldTree, type SchemaPath, type ValidationError } from '@angular/forms/signals';
import { failureOf, type Failure } from './problem';

/** Holds a field to a rule of the contracts, so that a form and the server refuse the same things. */
export function matches(path: SchemaPath<string>, rule: RegExp | ((text: string) => boolean), message: string): void {
  const holds = rule instanceof RegExp ? (text: string) => rule.test(text) : rule;
  validate(path, ({ value }) => (value() === '' || holds(value()) ? undefined : { kind: 'contract', message }));
}

type Fields = Record<string, ReadonlyFieldTree<unknown>>;
type FieldError = ValidationError.WithOptionalFieldTree;

/**
 * A failure split for a form: the errors of fields it has, each at its field, and lines about the rest (fields it does
 * not have, or a failure that names none).
 */
export function splitFailure(failure: Failure, fields: Fields): { atFields: FieldError[]; lines: string[] } {
  if (failure.errors.length === 0) {
    // What the server says in words needs no status name before it.
    const line =
      failure.status > 0 && failure.detail
        ? failure.detail
        : [failure.title, failure.detail].filter(Boolean).join('. ');
    return { atFields: [], lines: [line] };
  }
  const atFields: FieldError[] = [];
  const lines: string[] = [];
  for (const { field, message } of failure.errors) {
    const path = field.replace(/^[/.]+/, '').split(/[/.]/);
    const name = path[0] ?? '';
    // A part of a field may have a field of its own.
    const fieldTree = fields[path.join('.')] ?? fields[name];
    if (fieldTree === undefined) lines.push(lineOf(failure, name, message));
    else atFields.push({ kind: 'server', message: capitalised(message), fieldTree });
  }
  return { atFields, lines };
}

/** A conflict is not about what was entered, so its whole sentence says more than what one field should have been. */
function lineOf({ status, detail }: Failure, name: string, message: string): string {
  if (status === 409 && detail) return detail;
  return name === '' ? message : `${name}: ${message}`;
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * One form's way to the server. What a field did wrong becomes its error until it is edited; everything else is in
 * `trouble`, outside the form's validity, so that the same form can be tried again.
 */
export class Submission {
  private readonly lines = signal<readonly string[]>([]);
  readonly trouble = this.lines.asReadonly();

  /** Runs the action of a form; what it throws is shown. `fields` are the form's, by their names in the API. */
  async run(action: () => Promise<void>, fields: () => Fields): Promise<FieldError[]> {
    this.lines.set([]);
    try {
      await action();
      return [];
    } catch (error) {
      const { atFields, lines } = splitFailure(failureOf(error), fields());
      this.lines.set(lines);
      return atFields;
    }
  }
}
