import { HttpErrorResponse, HttpResponse, type HttpInterceptorFn } from '@angular/common/http';
import { Injectable, inject, signal } from '@angular/core';
import { tap } from 'rxjs';

/** What a proxy says when there is nobody behind it. */
const NOBODY = [0, 502, 504];

/** Whether the server answers, as last heard: while it does not, nobody knows who is online. */
@Injectable({ providedIn: 'root' })
export class ServerLink {
  private readonly there = signal(true);
  readonly answers = this.there.asReadonly();

  heard(): void {
    this.there.set(true);
  }

  lost(): void {
    this.there.set(false);
  }
}

/** Notes with each request whether there was an answer, whatever it said. */
export const linkInterceptor: HttpInterceptorFn = (request, next) => {
  const link = inject(ServerLink);
  return next(request).pipe(
    tap({
      next: (event) => {
        if (event instanceof HttpResponse) link.heard();
      },
      error: (error: unknown) => {
        if (!(error instanceof HttpErrorResponse)) return;
        if (NOBODY.includes(error.status)) link.lost();
        else link.heard();
      },
    }),
  );
};
