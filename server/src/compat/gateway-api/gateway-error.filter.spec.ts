import { describe, expect, it } from '@jest/globals';
import { gatewayError } from './gateway-error.filter.js';

const detail = 'The request has wrong fields.';
const both = (text: string) => ({ message: text, error: text });

describe("an error in the gateway API's form", () => {
  it('names each field and what was expected of it', () => {
    const errors = [
      { field: 'number', message: 'expected string' },
      { field: 'status', message: 'expected active' },
    ];
    expect(gatewayError({ detail, errors })).toEqual(both('number: expected string; status: expected active'));
  });

  it('calls the fields what this API calls them', () => {
    const errors = [
      { field: 'to', message: 'expected a phone number' },
      { field: 'text', message: 'expected text' },
    ];
    expect(gatewayError({ detail, errors })).toEqual(
      both('recipient: expected a phone number; message: expected text'),
    );
  });

  it('says body where the whole body is wrong', () => {
    const errors = [{ field: '', message: 'expected object' }];
    expect(gatewayError({ detail, errors })).toEqual(both('body: expected object'));
  });

  it('says what went wrong where no field is to blame', () => {
    const missing = 'There is no SIM card 9.';
    expect(gatewayError({ detail: missing, errors: undefined })).toEqual(both(missing));
  });
});
