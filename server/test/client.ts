import { expect } from '@jest/globals';
import type { FieldError } from '@signalbox/contracts/messages';
import { Problem } from '@signalbox/contracts/common';
import { expectDocumented } from './documented.js';

export interface Answer<Body = unknown> {
  status: number;
  headers: Headers;
  /** Parsed where it is JSON, else undefined. */
  body: Body;
  text: string;
}

/** A caller of the REST API, who shows the same headers with every request. */
export class Client {
  constructor(
    readonly url: string,
    private readonly headers: Record<string, string> = {},
  ) {}

  /** The same caller with more headers. */
  with(headers: Record<string, string>): Client {
    return new Client(this.url, { ...this.headers, ...headers });
  }

  get<Body>(path: string): Promise<Answer<Body>> {
    return this.send('GET', path);
  }

  post<Body>(path: string, body?: unknown): Promise<Answer<Body>> {
    return this.json('POST', path, body);
  }

  put<Body>(path: string, body: unknown): Promise<Answer<Body>> {
    return this.json('PUT', path, body);
  }

  patch<Body>(path: string, body: unknown): Promise<Answer<Body>> {
    return this.json('PATCH', path, body);
  }

  delete<Body>(path: string): Promise<Answer<Body>> {
    return this.send('DELETE', path);
  }

  /** Sends text as it is; its content type is JSON unless said otherwise. */
  raw<Body>(path: string, text: string, contentType = 'application/json', method = 'POST'): Promise<Answer<Body>> {
    return this.send(method, path, text, { 'content-type': contentType });
  }

  private json<Body>(method: string, path: string, body: unknown): Promise<Answer<Body>> {
    if (body === undefined) return this.send(method, path);
    return this.send(method, path, JSON.stringify(body), { 'content-type': 'application/json' });
  }

  private async send<Body>(
    method: string,
    path: string,
    body?: string,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      body,
      headers: { ...this.headers, ...headers },
      redirect: 'manual',
    }).catch((error: unknown) => {
      throw new Error(`${method} ${path} was not answered; it had ${body ?? 'no body'}`, { cause: error });
    });
    const text = await answer.text();
    const [contentType = ''] = (answer.headers.get('content-type') ?? '').split(';');
    const isJson = /\bjson\b/.test(contentType) && text !== '';
    const parsed: unknown = isJson ? JSON.parse(text) : undefined;
    const { status } = answer;
    if (isJson) await expectDocumented(this.url, { method, path, status, contentType, body: parsed });
    return { status, headers: answer.headers, body: parsed as Body, text };
  }
}

/** Expects a problem document (RFC 9457) of a status; answers what it says of the fields. */
export function expectProblem(answer: Answer, status: number): FieldError[] {
  expect({ status: answer.status, type: answer.headers.get('content-type'), text: answer.text }).toMatchObject({
    status,
    type: expect.stringMatching(/^application\/problem\+json/),
  });
  const problem = Problem.parse(answer.body);
  expect(problem.status).toBe(status);
  expect(problem.title).not.toBe('');
  return problem.errors ?? [];
}

/** Expects a problem document that names one field and says what was expected of it. */
export function expectWrongField(answer: Answer, status: number, field: string, message: RegExp = /expected/i): void {
  const errors = expectProblem(answer, status);
  expect(errors).toContainEqual({ field, message: expect.stringMatching(message) });
}
