import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { expectedOf } from './words.js';

const said = (schema: z.ZodType, value: unknown): string[] => {
  const { error } = schema.safeParse(value, { error: expectedOf });
  return error?.issues.map(({ message }) => message) ?? [];
};

describe('what is wrong with a value', () => {
  it.each<[string, z.ZodType, unknown, string]>([
    ['is missing', z.object({ to: z.string() }), {}, 'expected string, got nothing'],
    ['is of another type', z.string(), 5, 'expected string, got number'],
    ['is null', z.boolean(), null, 'expected boolean, got null'],
    ['is a list', z.object({}), [], 'expected object, got array'],
    ['is a fraction', z.int(), 1.5, 'expected integer, got a fraction'],
    ['is no number in a query', z.coerce.number(), 'ten', 'expected number, got text that is no number'],
    ['are too few', z.array(z.int()).min(3), [1], 'expected at least 3 items'],
    ['is too short', z.string().min(1), '', 'expected at least 1 character'],
    ['is too long', z.string().max(2), 'abc', 'expected at most 2 characters'],
    ['are not so many', z.array(z.int()).length(2), [1], 'expected exactly 2 items'],
    ['is too small', z.int().min(1), 0, 'expected at least 1'],
    ['is too large', z.number().lt(5), 5, 'expected less than 5'],
    ['is no such word', z.enum(['a', 'b']), 'c', 'expected one of a, b'],
    ['is not the one', z.literal('advanta'), 'x', 'expected advanta'],
    [
      'is of no kind',
      z.discriminatedUnion('k', [z.object({ k: z.literal('a') }), z.object({ k: z.literal('b') })]),
      {},
      'expected one of a, b',
    ],
    [
      'is none of two',
      z.union([z.string(), z.int()]),
      true,
      'expected string, got boolean, or expected number, got boolean',
    ],
    ['is no address', z.email(), 'x', 'expected an email address'],
    ['is no time', z.iso.datetime(), 'x', 'expected a time by ISO 8601, such as 2026-01-31T12:00:00Z'],
    ['begins otherwise', z.string().startsWith('sbx_'), 'x', 'expected text that begins with sbx_'],
    ['has another form', z.string().regex(/^a$/), 'x', 'expected text of another form'],
    ['is no multiple', z.int().multipleOf(5), 7, 'expected a multiple of 5'],
  ])('that %s is said in plain words', (_, schema, value, words) => {
    expect(said(schema, value)).toEqual([words]);
  });

  it('is said by the schema itself where that has words', () => {
    expect(said(z.string('expected phone numbers'), 5)).toEqual(['expected phone numbers']);
  });
});
