import type { ReadonlyFieldTree } from '@angular/forms/signals';
import { describe, expect, it } from 'vitest';
import { splitFailure } from './form-errors';
import type { Failure } from './problem';

const field = (name: string) => name as unknown as ReadonlyFieldTree<unknown>;
const FIELDS = { name: field('name'), window: field('window'), 'window.to': field('the end of the window') };

const split = (status: number, detail: string, errors: Failure['errors']) => {
  const { atFields, lines } = splitFailure({ status, title: 'Refused', detail, errors }, FIELDS);
  return { at: atFields.map(({ fieldTree, message }) => [fieldTree, message]), lines };
};

describe('a refused form', () => {
  it('shows an error at the part of a field that it names, else at the whole field', () => {
    const errors = [
      { field: 'window.to', message: 'expected a time' },
      { field: '/window/days/0', message: 'expected a day' },
    ];
    expect(split(400, '', errors).at).toEqual([
      ['the end of the window', 'Expected a time'],
      ['window', 'Expected a day'],
    ]);
  });

  it('shows the rest as lines', () => {
    expect(split(400, 'The request has wrong fields.', [{ field: 'color', message: 'unknown' }])).toEqual({
      at: [],
      lines: ['color: unknown'],
    });
  });

  it('shows the words of a conflict that no field is to blame for', () => {
    const detail = 'Somebody else changed the program. Read it again.';
    expect(split(409, detail, [{ field: 'version', message: 'expected another' }]).lines).toEqual([detail]);
    expect(split(409, 'Taken.', [{ field: 'name', message: 'expected a name that is free' }])).toEqual({
      at: [['name', 'Expected a name that is free']],
      lines: [],
    });
  });
});
