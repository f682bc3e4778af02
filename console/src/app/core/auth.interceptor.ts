import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, throwError } from 'rxjs';
import { API } from './api';
import { SessionStore } from './session';

/** Signs requests to the API, and ends the session when the server no longer knows its token. */
export const authInterceptor: HttpInterceptorFn = (request, next) => {
  const session = inject(SessionStore);
  const token = session.token();
  if (token === null || !request.url.startsWith(`${API}/`)) return next(request);

  const signed = request.clone({ setHeaders: { Authorization: `Bearer ${token}` } });
  return next(signed).pipe(
    catchError((error: unknown) => {
      if (error instanceof HttpErrorResponse && error.status === 401) session.refused(token);
      return throwError(() => error);
    }),
  );
};
