import { describe, expect, it } from '@jest/globals';
import { messageError } from './message-error.js';

const NAMES = new Map([['name', 'pair_name']]);

describe('an error with a message', () => {
  it('says what went wrong, under both names that clients read', () => {
    expect(messageError({ status: 404, detail: 'There is no pair.', errors: undefined }, NAMES)).toEqual({
      success: false,
      message: 'There is no pair.',
      error: 'There is no pair.',
    });
  });

  it('names the fields that were wrong, as the API calls them', () => {
    const errors = [
      { field: 'name', message: 'expected text' },
      { field: '', message: 'expected more' },
    ];
    expect(messageError({ status: 400, detail: 'Wrong.', errors }, NAMES)).toMatchObject({
      message: 'pair_name: expected text; body: expected more',
      errors: [{ field: 'pair_name', message: 'expected text' }, { field: 'body' }],
    });
  });

  it('says how many more there are than it names', () => {
    const errors = [{ field: 'name', message: 'expected text' }];
    const { message } = messageError({ status: 400, detail: 'Wrong.', errors, more: 5 }, NAMES);
    expect(message).toBe('pair_name: expected text; and 5 more');
  });

  it('says of a conflict first what it is', () => {
    const errors = [{ field: 'name', message: 'expected another' }];
    const { message } = messageError({ status: 409, detail: 'The name is taken.', errors }, NAMES);
    expect(message).toBe('The name is taken. (pair_name: expected another)');
  });
});
