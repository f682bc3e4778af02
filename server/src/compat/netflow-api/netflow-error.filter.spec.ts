import { describe, expect, it } from '@jest/globals';
import { netflowError } from './netflow-error.filter.js';

const message = (status: number, errors?: { field: string; message: string }[]) =>
  netflowError({ status, detail: 'What went wrong.', errors }).message;

describe('an error of the NetFlow API', () => {
  it('is flat, as documented', () => {
    expect(netflowError({ status: 409, detail: 'No.', errors: undefined })).toEqual({ success: false, message: 'No.' });
  });

  it('names the fields as the API calls them', () => {
    expect(message(400, [{ field: 'to', message: 'is required' }])).toBe('to is required');
    expect(message(400, [{ field: 'to.2', message: 'expected a phone number' }])).toBe('to: expected a phone number');
    const errors = [
      { field: 'settings.send_url', message: 'expected a URL' },
      { field: '', message: 'expected object' },
    ];
    expect(message(400, errors)).toBe('customApiUrl: expected a URL; body: expected object');
  });

  it('has the documented sentences for a token that is not valid and for a failure of ours', () => {
    expect(message(401)).toBe('Unauthorized - Invalid or expired token');
    expect(message(500)).toBe('An unexpected error occurred');
  });
});
