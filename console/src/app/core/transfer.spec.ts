import {
  HttpErrorResponse,
  HttpEventType,
  HttpResponse,
  HttpXhrBackend,
  type HttpEvent,
  type HttpRequest,
} from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { from, throwError, type Observable } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sessionOf } from '../../testing/session';
import { failureOf } from './problem';
import { SessionStore } from './session';
import { Transfer, type UploadState } from './transfer';

const URL_OF_LISTS = '/api/v1/number-lists';

/** The tests' browser has no addresses for what is in memory. */
class FileUrl extends URL {
  static override createObjectURL(): string {
    return 'blob:1';
  }
  static override revokeObjectURL(): void {
    expect.unreachable('the minute after which it is given back is not waited for');
  }
}

describe('a file', () => {
  let asked: HttpRequest<unknown>[];
  let answer: () => Observable<HttpEvent<unknown>>;
  let transfer: Transfer;

  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
    asked = [];
    const handle = (request: HttpRequest<unknown>) => {
      asked.push(request);
      return answer();
    };
    TestBed.configureTestingModule({
      providers: [provideRouter([]), { provide: HttpXhrBackend, useValue: { handle } }],
    });
    TestBed.inject(SessionStore).start(sessionOf('operator'), false);
    transfer = TestBed.inject(Transfer);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it('is sent in the name of who is signed in, and tells how far it is', () => {
    answer = () =>
      from<HttpEvent<unknown>[]>([
        { type: HttpEventType.Sent },
        { type: HttpEventType.UploadProgress, loaded: 5, total: 20 },
        { type: HttpEventType.UploadProgress, loaded: 7 },
        new HttpResponse({ status: 202, body: { id: 'a' } }),
      ]);
    const states: UploadState<unknown>[] = [];
    transfer.upload(URL_OF_LISTS, new FormData()).subscribe((state) => states.push(state));
    expect(asked[0]?.headers.get('Authorization')).toBe('Bearer token-of-operator');
    expect(states).toEqual([
      { done: false, sent: 0.25 },
      { done: false, sent: null },
      { done: true, answer: { id: 'a' } },
    ]);
  });

  it('that is refused says why, though a file was expected', async () => {
    const problem = { type: 'about:blank', title: 'Conflict', status: 409, detail: 'It is still being imported.' };
    const error = new Blob([JSON.stringify(problem)]);
    answer = () => throwError(() => new HttpErrorResponse({ status: 409, error }));
    const cause: unknown = await transfer.save(`${URL_OF_LISTS}/1/rejects`, 'a.csv').catch((thrown: unknown) => thrown);
    expect(failureOf(cause).detail).toBe('It is still being imported.');
  });

  it('is stored under its name', async () => {
    answer = () => from([new HttpResponse({ status: 200, body: new Blob(['number']) })]);
    vi.stubGlobal('URL', FileUrl);
    const stored: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      stored.push(`${this.download} ${this.href}`);
    });
    await transfer.save('/api/v1/suppressions.csv', 'suppressions.csv');
    expect(stored).toEqual(['suppressions.csv blob:1']);
  });
});
