import { describe, expect, it } from '@jest/globals';
import { IntId } from '@signalbox/contracts/common';
import { NewMessage } from '@signalbox/contracts/messages';
import { NewSimCard } from '@signalbox/contracts/sim-cards';
import type { z } from 'zod';
import { ValidationFailed, issuesToErrors } from './validation.js';

const errorsOf = (schema: z.ZodType, value: unknown) => issuesToErrors(schema.safeParse(value).error?.issues ?? []);
const message = { to: '+254712345678', text: 'hello' };

describe('what was wrong with a request', () => {
  it('is nothing where it is right', () => {
    expect(errorsOf(NewMessage, message)).toEqual([]);
  });

  it('names a field that is missing and what was expected', () => {
    expect(errorsOf(NewMessage, { to: '+254712345678' })).toEqual([
      { field: 'text', message: 'expected string, got nothing' },
    ]);
  });

  it('names every unknown field by itself', () => {
    expect(errorsOf(NewMessage, { ...message, cc: 1, bcc: 2 })).toEqual([
      { field: 'cc', message: 'expected no such field' },
      { field: 'bcc', message: 'expected no such field' },
    ]);
  });

  it('names several fields at once', () => {
    const fields = errorsOf(NewMessage, { to: 5, text: '', priority: 'soon' }).map(({ field }) => field);
    expect(new Set(fields)).toEqual(new Set(['to', 'text', 'priority']));
  });

  it.each([
    ['a wrong type', NewMessage, { ...message, to: true }, 'to'],
    ['a phone number with an exponent', NewMessage, { ...message, to: 2.5e21 }, 'to'],
    ['a phone number with a fraction', NewMessage, { ...message, to: 254712345678.5 }, 'to'],
    ['a phone number below zero', NewMessage, { ...message, to: -254712345678 }, 'to'],
    ['digits that are not exact', NewMessage, { ...message, to: 2 ** 60 }, 'to'],
    ['a text that is too long', NewMessage, { ...message, text: 'x'.repeat(1601) }, 'text'],
    ['an empty text', NewMessage, { ...message, text: '' }, 'text'],
    ['half of a surrogate pair', NewMessage, { ...message, text: 'a\ud83d' }, 'text'],
    ['a word that is none of the list', NewMessage, { ...message, priority: 'soon' }, 'priority'],
    ['a number that is too small', NewMessage, { ...message, validity_seconds: 0 }, 'validity_seconds'],
    ['a number that is too large', NewMessage, { ...message, max_attempts: 11 }, 'max_attempts'],
    ['a fraction', NewMessage, { ...message, sim_card_id: 1.5 }, 'sim_card_id'],
    ['infinity', NewMessage, { ...message, sim_card_id: Infinity }, 'sim_card_id'],
    ['a time that is none', NewMessage, { ...message, send_at: 'tomorrow' }, 'send_at'],
    ['a window of nothing', NewSimCard, { number: '+254712345678', window: 0 }, 'window'],
  ])('says what was expected instead of %s', (_, schema, value, field) => {
    expect(errorsOf(schema, value)).toContainEqual({ field, message: expect.stringMatching(/expected/) });
  });

  it('says of a value of another type only that', () => {
    expect(errorsOf(NewMessage, { ...message, to: ['+254712345678'] })).toEqual([
      { field: 'to', message: 'expected string, got array' },
    ]);
  });

  it('joins the names of nested fields with dots', () => {
    expect(issuesToErrors([{ path: ['messages', { key: 3 }, 'to'], message: 'expected string' }])).toEqual([
      { field: 'messages.3.to', message: 'expected string' },
    ]);
  });

  it('says of a number that is far too large one limit: its own', () => {
    expect(errorsOf(IntId, '99999999999999999999')).toEqual([
      { field: 'body', message: expect.stringContaining('2147483647') },
    ]);
  });

  it('is a line a field in the error’s own words, for logs', () => {
    expect(new ValidationFailed([{ field: 'to', message: 'expected string' }]).getResponse()).toMatchObject({
      message: ['to: expected string'],
    });
  });
});
