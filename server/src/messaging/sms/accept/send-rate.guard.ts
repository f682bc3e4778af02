import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { AuthenticatedRequest } from '../../../platform/common/access.js';
import { SendRateService } from './send-rate.service.js';

type SendRequest = AuthenticatedRequest & { body?: unknown };

/** Refuses a caller that sends too often. */
@Injectable()
export class SendRateGuard implements CanActivate {
  constructor(private readonly rate: SendRateService) {}

  canActivate(context: ExecutionContext): boolean {
    const { principal, body } = context.switchToHttp().getRequest<SendRequest>();
    this.rate.take(principal, Date.now(), messagesIn(body));
    return true;
  }
}

/** Those of a batch; its shape is checked after this. */
function messagesIn(body: unknown): number {
  const messages = typeof body === 'object' && body !== null && 'messages' in body ? body.messages : null;
  return Array.isArray(messages) ? Math.max(1, messages.length) : 1;
}
