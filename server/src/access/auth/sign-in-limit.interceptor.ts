import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { SignInAttemptsService, isFailure } from './sign-in-attempts.service.js';

/** At doors where somebody shows a password. Only what fails counts: many people may sit behind one address. */
@Injectable()
export class SignInLimitInterceptor implements NestInterceptor {
  constructor(private readonly attempts: SignInAttemptsService) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return this.attempts.around(context, next, isFailure);
  }
}
