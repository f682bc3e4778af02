import { Injectable } from '@nestjs/common';
import { NewMessage } from '@signalbox/contracts/messages';
import { DeliveriesService, type Send } from '../../insight/alerts/notify/deliveries.service.js';
import { DigestTextsService } from '../../insight/alerts/notify/digest-texts.service.js';
import { AcceptService } from '../../messaging/sms/accept/accept.service.js';
import { DomainError } from '../../platform/common/errors.js';
import { bodyHashOf, scopeOf } from '../../platform/common/idempotency/idempotency.js';
import { Refused } from '../../platform/outbox/outbox.js';

/** Alerts to the phones of those on duty, before all other messages. */
@Injectable()
export class DutySmsChannelService {
  constructor(
    private readonly messages: AcceptService,
    private readonly texts: DigestTextsService,
    deliveries: DeliveriesService,
  ) {
    deliveries.sendBy('sms', (...sending) => this.send(...sending));
  }

  /** Once for a digest and a number, however often it is tried. */
  private async send(...[{ userId, settings }, digest, id]: Parameters<Send>): Promise<string> {
    if (userId === null) throw new Refused('nobody set it: save the channel once more');
    const { to } = settings as { to: string[] };
    const sent: string[] = [];
    for (const number of to) sent.push(await this.accept(userId, number, this.texts.shortText(digest), id));
    return sent.join(', ');
  }

  private async accept(userId: number, to: string, text: string, id: string): Promise<string> {
    const by = { userId, username: '', role: 'operator', apiKeyId: null } as const;
    const remember = {
      scope: scopeOf(userId, 'alert by SMS', `${id} ${to}`),
      since: Date.now(),
      // Of a repetition the text may be another: more alerts came meanwhile.
      bodyHash: bodyHashOf(id),
      status: null,
      answer: null,
    };
    try {
      const message = await this.messages.accept(by, NewMessage.parse({ to, text, priority: 'urgent' }), remember);
      return `message ${message.id}`;
    } catch (error) {
      const isFinal = error instanceof DomainError && error.status < 500 && error.status !== 429;
      throw isFinal ? new Refused(`${to}: ${error.message}`) : error;
    }
  }
}
