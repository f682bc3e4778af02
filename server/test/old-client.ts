import { expect } from '@jest/globals';
import { ProgramApiError } from '@signalbox/contracts/program-api';
import type { z } from 'zod';
import type { Answer, Client } from './client.js';
import type { Form } from './uploads.js';

/** Has every documented field and no other. */
export const expectShape = (schema: z.ZodType, value: unknown): void => expect(value).toEqual(schema.parse(value));

/** Expects an error of the old APIs, which have one form; answers its message. */
export function expectError(answer: Answer, status: number): string {
  expect({ status: answer.status, type: answer.headers.get('content-type'), text: answer.text }).toMatchObject({
    status,
    type: expect.stringMatching(/^application\/json/),
  });
  expectShape(ProgramApiError, answer.body);
  const { message, error } = ProgramApiError.parse(answer.body);
  expect(error).toBe(message);
  return message;
}

/** Expects that a field was wrong, and that both the message and the list of fields name it. */
export function expectField(answer: Answer, status: number, field: string): void {
  expect(expectError(answer, status)).toContain(`${field}: `);
  const { errors } = ProgramApiError.parse(answer.body);
  expect(errors?.map((error) => error.field)).toContain(field);
}

/**
 * Has a browser's page at another origin ask whether it may, as browsers do before they send: expects that it may, with the
 * headers that the earlier front ends send.
 */
export async function expectAllowedFromElsewhere(url: string, method: string, path: string): Promise<void> {
  const origin = 'https://front.example';
  const asked = await fetch(`${url}${path}`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': 'authorization,content-type',
    },
  });
  expect({ path, ok: asked.ok }).toEqual({ path, ok: true });
  expect(['*', origin]).toContain(asked.headers.get('access-control-allow-origin'));
  expect(asked.headers.get('access-control-allow-methods')).toContain(method);
  expect(asked.headers.get('access-control-allow-headers')).toMatch(/authorization/i);
  const answer = await fetch(`${url}${path}`, { method, headers: { origin } });
  expect(['*', origin]).toContain(answer.headers.get('access-control-allow-origin'));
}

/** Sends a form, in the order of its parts, as the earlier front end does. */
export async function postForm<Body>(
  { url }: Client,
  path: string,
  parts: Form,
  headers: Record<string, string>,
): Promise<Answer<Body>> {
  const form = new FormData();
  for (const [field, value] of parts) {
    if (typeof value === 'string') form.append(field, value);
    else form.append(field, new Blob([value.content]), value.fileName ?? 'list.csv');
  }
  const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: form });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: JSON.parse(text) as Body, text };
}
