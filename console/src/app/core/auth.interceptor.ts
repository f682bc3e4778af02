import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { Router } from '@angular/router';
import { catchError, throwError } from 'rxjs';
import { API } from './api';
import { SessionStore } from './session';

/** Signs requests to the API, and ends the session when the server no longer knows its token. */
export const authInterceptor: HttpInterceptorFn = (request, next) => {
  const session = inject(SessionStore);
  const router = inject(Router);
  const token = session.token();
  if (token === null || !request.url.startsWith(`${API}/`)) return next(request);

  const signed = request.clone({ setHeaders: { Authorization: `Bearer ${token}` } });
  return next(signed).pipe(
    catchError((error: unknown) => {
      // A late answer to an older token must not end a newer session.
      if (error instanceof HttpErrorResponse && error.status === 401 && session.token() === token) {
        session.end();
        void router.navigate(['/sign-in'], { queryParams: { next: router.url, ended: true } });
      }
      return throwError(() => error);
    }),
  );
};
