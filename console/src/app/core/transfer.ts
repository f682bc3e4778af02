import {
  HttpErrorResponse,
  HttpEventType,
  HttpRequest,
  HttpResponse,
  HttpXhrBackend,
  type HttpEvent,
} from '@angular/common/http';
import { Injectable, Injector, inject, runInInjectionContext } from '@angular/core';
import { catchError, filter, firstValueFrom, from, map, switchMap, throwError, type Observable } from 'rxjs';
import { authInterceptor } from './auth.interceptor';

/** How far an upload is: `sent` from 0 to 1, null when it is not known; at its end the server's answer. */
export type UploadState<T> = { done: false; sent: number | null } | { done: true; answer: T };

/** Files to and from the server. Fetch, which the rest of the console uses, does not tell how far an upload is. */
@Injectable({ providedIn: 'root' })
export class Transfer {
  private readonly xhr = inject(HttpXhrBackend);
  private readonly injector = inject(Injector);

  /** Sends a form with a file in it; to unsubscribe breaks it off. */
  upload<T>(url: string, form: FormData, headers: Record<string, string> = {}): Observable<UploadState<T>> {
    const request = new HttpRequest<FormData>('POST', url, form, { reportProgress: true });
    return this.send<T>(request.clone({ setHeaders: headers })).pipe(
      map(stateOf),
      filter((state) => state !== null),
    );
  }

  /** Stores what is at `url` as a file of the reader's. */
  async save(url: string, fileName: string): Promise<void> {
    const request = new HttpRequest<null>('GET', url, null, { responseType: 'blob' });
    const answer = await firstValueFrom(
      this.send<Blob>(request).pipe(
        filter((event) => event instanceof HttpResponse),
        catchError((error: unknown) => from(readable(error)).pipe(switchMap((cause) => throwError(() => cause)))),
      ),
    );
    const address = URL.createObjectURL(answer.body ?? new Blob());
    const link = document.createElement('a');
    link.href = address;
    link.download = fileName;
    link.click();
    // The browser has begun to store it by then.
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  private send<T>(request: HttpRequest<unknown>): Observable<HttpEvent<T>> {
    const next = (signed: HttpRequest<unknown>) => this.xhr.handle(signed);
    return runInInjectionContext(this.injector, () => authInterceptor(request, next)) as Observable<HttpEvent<T>>;
  }
}

function stateOf<T>(event: HttpEvent<T>): UploadState<T> | null {
  if (event instanceof HttpResponse) return { done: true, answer: event.body as T };
  if (event.type !== HttpEventType.UploadProgress) return null;
  return { done: false, sent: event.total === undefined ? null : event.loaded / event.total };
}

/** A problem document that came where a file was expected is still a problem document. */
async function readable(error: unknown): Promise<unknown> {
  if (!(error instanceof HttpErrorResponse) || !(error.error instanceof Blob)) return error;
  const text = await error.error.text();
  const { status, statusText, headers } = error;
  try {
    return new HttpErrorResponse({ status, statusText, headers, error: JSON.parse(text) as unknown });
  } catch {
    return error;
  }
}
