import { describe, expect, it } from '@jest/globals';
import { gatewayError } from './gateway-error.filter.js';

const detail = 'The request has wrong fields.';

describe("an error in the gateway API's form", () => {
  it('names each field and what was expected of it', () => {
    const errors = [
      { field: 'number', message: 'expected string' },
      { field: 'status', message: 'expected active' },
    ];
    expect(gatewayError({ detail, errors })).toEqual({ error: 'number: expected string; status: expected active' });
  });

  it('calls the fields what this API calls them', () => {
    const errors = [
      { field: 'to', message: 'expected a phone number' },
      { field: 'text', message: 'expected text' },
    ];
    expect(gatewayError({ detail, errors })).toEqual({
      error: 'recipient: expected a phone number; message: expected text',
    });
  });

  it('says body where the whole body is wrong', () => {
    expect(gatewayError({ detail, errors: [{ field: '', message: 'expected object' }] })).toEqual({
      error: 'body: expected object',
    });
  });

  it('says what went wrong where no field is to blame', () => {
    expect(gatewayError({ detail: 'There is no SIM card 9.', errors: undefined })).toEqual({
      error: 'There is no SIM card 9.',
    });
  });
});
