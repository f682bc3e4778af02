import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { AuthenticatedRequest } from '../../common/access.js';
import { SendRate } from './send-rate.service.js';

/** Refuses a caller that sends too often. */
@Injectable()
export class SendRateGuard implements CanActivate {
  constructor(private readonly rate: SendRate) {}

  canActivate(context: ExecutionContext): boolean {
    this.rate.take(context.switchToHttp().getRequest<AuthenticatedRequest>().principal, Date.now());
    return true;
  }
}
