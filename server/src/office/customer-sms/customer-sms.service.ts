import { Injectable } from '@nestjs/common';
import { NewMessage } from '@signalbox/contracts/messages';
import { AcceptService } from '../../messaging/sms/accept/accept.service.js';
import { DomainError } from '../../platform/common/errors.js';
import { bodyHashOf, scopeOf } from '../../platform/common/idempotency/idempotency.js';
import type { Principal } from '../../platform/common/principal.js';
import { type OutboxItem, Refused } from '../../platform/outbox/outbox.js';

/** What a customer is told. */
export interface CustomerSms {
  /** E.164; null where the customer has no phone number. */
  to: string | null;
  text: string;
  /** By which the message is found. */
  clientRef: string;
}

/** Tells customers by SMS what waits in the outbox. */
@Injectable()
export class CustomerSmsService {
  constructor(private readonly messages: AcceptService) {}

  /**
   * Once for an item, however often it is tried: the message is stored with the item's id.
   * @param by in whose name @returns what the log says of it
   * @throws Refused where no repetition would help, as with a number that opted out
   */
  async send(by: Principal, { kind, id, createdAt: since }: OutboxItem, sms: CustomerSms): Promise<string> {
    const { to, text, clientRef } = sms;
    if (to === null) throw new Refused('the customer has no phone number');
    const request = NewMessage.parse({ to, text, client_ref: clientRef });
    const scope = scopeOf(by.userId, kind, id);
    try {
      const once = { scope, since, bodyHash: bodyHashOf(id), status: null, answer: null };
      return `message ${(await this.messages.accept(by, request, once)).id}`;
    } catch (error) {
      const isFinal = error instanceof DomainError && error.status < 500 && error.status !== 429;
      throw isFinal ? new Refused(error.message) : error;
    }
  }
}
