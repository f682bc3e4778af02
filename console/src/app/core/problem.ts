import { HttpErrorResponse } from '@angular/common/http';
import type { Problem } from '@signalbox/contracts/common';

/** What went wrong, ready to be shown: `status` is 0 when no answer came. */
export interface Failure {
  status: number;
  title: string;
  detail: string;
  errors: { field: string; message: string }[];
}

const TITLES: Record<number, string> = {
  0: 'The server cannot be reached',
  401: 'You are signed out',
  403: 'You may not do this',
  404: 'Not found',
  429: 'Too many requests',
};

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'title' in body && 'status' in body;

/**
 * The failure behind anything thrown by a request. Problem details (RFC 9457) speak for themselves; other answers
 * get words of our own. `Retry-After` (RFC 9110, 10.2.3), in seconds, is added to a 429.
 */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof HttpErrorResponse)) {
    const detail = error instanceof Error ? error.message : String(error);
    return { status: -1, title: 'Something went wrong', detail, errors: [] };
  }
  const body: unknown = error.error;
  const problem = isProblem(body) ? body : null;
  const detail = [problem?.detail ?? defaultDetail(error.status), retryHint(error)].filter(Boolean).join(' ');
  return {
    status: error.status,
    title: problem?.title ?? TITLES[error.status] ?? `The server answered ${error.status}`,
    detail,
    errors: problem?.errors ?? [],
  };
}

const defaultDetail = (status: number): string =>
  status === 0 ? 'Check the connection; the console tries again by itself.' : '';

function retryHint(error: HttpErrorResponse): string {
  const seconds = Number(error.headers.get('Retry-After'));
  if (error.status !== 429 || !Number.isFinite(seconds) || seconds <= 0) return '';
  return `Try again in ${seconds === 1 ? '1 second' : `${seconds} seconds`}.`;
}

/** A failure in one line, for a snack bar. */
export const lineOf = (failure: Failure): string =>
  [failure.title, failure.detail || failure.errors.map((error) => error.message).join(', ')].filter(Boolean).join(': ');
