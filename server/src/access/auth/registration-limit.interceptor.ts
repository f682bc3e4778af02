import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { SignInAttemptsService, isFailure } from './sign-in-attempts.service.js';

/** At doors where anybody may register: each account counts, as what fails does. */
@Injectable()
export class RegistrationLimitInterceptor implements NestInterceptor {
  constructor(private readonly attempts: SignInAttemptsService) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return this.attempts.around(context, next, (error) => error === undefined || isFailure(error));
  }
}
