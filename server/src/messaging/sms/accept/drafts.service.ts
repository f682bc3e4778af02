import { Injectable } from '@nestjs/common';
import type { NewMessage } from '@signalbox/contracts/messages';
import { Conflict, DomainError, Invalid, NotFound } from '../../../platform/common/errors.js';
import { type Principal, may } from '../../../platform/common/principal.js';
import { Config } from '../../../platform/config/config.js';
import { OutboundGuard } from '../../../platform/outbound/outbound-guard.js';
import { SuppressionService } from '../../suppression/suppression.service.js';
import { RoutingService } from '../dispatch/routing.service.js';
import type { Message } from '../message.js';
import { newMessage } from './new-message.js';

/** Makes messages of requests whose shape is valid, as far as their caller may send them. */
@Injectable()
export class DraftsService {
  constructor(
    private readonly routing: RoutingService,
    private readonly suppressions: SuppressionService,
    private readonly config: Config,
    private readonly guard: OutboundGuard,
  ) {}

  /**
   * @throws Invalid when a number is none or no channel is named so; Conflict when the channel is inactive or the recipient
   * has opted out; a 403 when somebody else than an admin wants to send regardless of that, or a `user` before all others
   */
  of(caller: Principal, request: NewMessage, id: string): Message {
    const regardless = request.ignore_suppression === true;
    if (regardless && !may(caller, 'messages.send-suppressed')) {
      throw new DomainError(403, 'Forbidden', 'Only admins may send to numbers that have opted out.', [
        { field: 'ignore_suppression', message: 'expected to be left out: only admins may set it' },
      ]);
    }
    // Whoever may register an account must not come before one-time passwords, nor over dearer channels than need be.
    if (request.priority === 'urgent' && !may(caller, 'messages.send-urgent')) {
      throw new DomainError(403, 'Forbidden', 'Accounts of role user may not send urgent messages.', [
        { field: 'priority', message: 'expected normal or bulk: urgent is for operators and admins' },
      ]);
    }
    if (request.callback_url !== undefined) this.requirePostable(request.callback_url);
    const { DEFAULT_COUNTRY: country, SMART_ENCODING: smartEncoding } = this.config.env;
    const { channels, pairs, shortCodes } = this.routing;
    const { userId, apiKeyId } = caller;
    const context = { id, userId, apiKeyId, now: Date.now(), country, smartEncoding, channels, pairs, shortCodes };
    const message = newMessage(request, context);
    const isReserved = message.channelId !== null && channels.find(message.channelId)?.reserved;
    if (isReserved && !may(caller, 'messages.send-reserved')) {
      throw Invalid.field('provider_id', 'expected the id of a provider');
    }
    if (!regardless && this.suppressions.isSuppressed(message.peer)) {
      throw new Conflict('The recipient has opted out of messages.', [
        { field: 'to', message: 'expected a number that has not opted out' },
      ]);
    }
    return message;
  }

  private requirePostable(url: string): void {
    const refusal = this.guard.refusalOfUrl(url);
    if (refusal !== null) throw Invalid.field('callback_url', refusal);
  }

  /** @throws NotFound */
  requireSimCard(id: number): void {
    if (this.routing.channels.find(id)?.record.kind !== 'sim') throw new NotFound('SIM card', id);
  }
}
