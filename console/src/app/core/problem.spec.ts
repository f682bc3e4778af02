import { HttpErrorResponse, HttpHeaders } from '@angular/common/http';
import { describe, expect, it } from 'vitest';
import { failureOf, lineOf } from './problem';

const problem = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  failureOf(new HttpErrorResponse({ status, error: body, headers: new HttpHeaders(headers) }));

describe('a failed request', () => {
  it('speaks with the words of the problem document', () => {
    const body = { type: 'about:blank', title: 'Conflict', status: 409, detail: 'It is sent already.' };
    expect(problem(409, body)).toEqual({ status: 409, title: 'Conflict', detail: 'It is sent already.', errors: [] });
  });

  it('carries the errors of the fields', () => {
    const errors = [{ field: 'to', message: 'expected a phone number' }];
    const failure = problem(400, { type: 'about:blank', title: 'Bad Request', status: 400, errors });
    expect(failure.errors).toEqual(errors);
    expect(lineOf(failure)).toBe('Bad Request: expected a phone number');
  });

  it('says so when no answer came', () => {
    expect(problem(0, new ProgressEvent('error')).title).toBe('The server cannot be reached');
  });

  it('tells when to come back after too many requests', () => {
    const body = { type: 'about:blank', title: 'Too Many Requests', status: 429, detail: 'Slow down.' };
    expect(problem(429, body, { 'Retry-After': '7' }).detail).toBe('Slow down. Try again in 7 seconds.');
  });

  it('does without a problem document', () => {
    expect(problem(502, '<html>').title).toBe('The server answered 502');
  });

  it('shows what else was thrown', () => {
    expect(failureOf(new Error('out of memory')).detail).toBe('out of memory');
  });
});
