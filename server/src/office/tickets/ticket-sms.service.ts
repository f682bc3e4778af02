import { Injectable } from '@nestjs/common';
import { NewMessage } from '@signalbox/contracts/messages';
import { AcceptService } from '../../messaging/sms/accept/accept.service.js';
import { DAY } from '../../platform/common/clock.js';
import { DomainError, Invalid } from '../../platform/common/errors.js';
import { bodyHashOf, scopeOf } from '../../platform/common/idempotency/idempotency.js';
import type { Principal } from '../../platform/common/principal.js';
import { Refused, type OutboxItem } from '../../platform/outbox/outbox.js';
import { OutboxService } from '../../platform/outbox/outbox.service.js';
import { CustomersService } from '../customers/customers.service.js';
import { SMS_KIND, type Ticket } from './ticket.js';
import { type ReplySms, TicketSmsRepository } from './ticket-sms.repository.js';

/** Replies that go to the customer's phone. */
@Injectable()
export class TicketSmsService {
  constructor(
    private readonly replies: TicketSmsRepository,
    private readonly customers: CustomersService,
    private readonly messages: AcceptService,
    outbox: OutboxService,
  ) {
    outbox.deliverBy({ kind: SMS_KIND, deliver: (item) => this.deliver(item) });
  }

  /**
   * The number that a reply would go to.
   * @throws Invalid when there is none, or the text is too long for SMS; Conflict when the customer has opted out
   */
  async requireNumber({ customerId }: Pick<Ticket, 'customerId'>, text: string, by: Principal): Promise<string> {
    const to = customerId === null ? null : (await this.customers.get(customerId)).phone;
    if (to === null) throw Invalid.field('by_sms', 'expected a ticket of a customer who has a phone number');
    const message = NewMessage.safeParse({ to, text });
    if (!message.success) throw Invalid.field('message', message.error.issues[0]?.message ?? 'expected a shorter text');
    this.messages.requireAcceptable(by, message.data);
    return to;
  }

  /** Once for each reply, however often it is tried: the message's answer is remembered by the reply's id. */
  private async deliver({ payload }: OutboxItem): Promise<string> {
    const { reply_id: replyId } = payload as { reply_id: number };
    const reply = await this.replies.reply(replyId);
    if (!reply) throw new Refused(`there is no reply ${replyId}`);
    try {
      const { id } = await this.messages.accept(authorOf(reply), requestOf(reply), rememberedOf(reply));
      await this.replies.note(replyId, { messageId: id });
      return `message ${id}`;
    } catch (error) {
      if (!(error instanceof DomainError) || error.status >= 429) throw error;
      await this.replies.note(replyId, { error: error.message });
      throw new Refused(error.message);
    }
  }
}

/** How long a reply may take to become a message: a day is how long the answer to its first try is remembered. */
export const SMS_WITHIN_MS = DAY - 3_600_000;

/** A reply's text was looked at when it was made. */
const requestOf = ({ to, text }: ReplySms): NewMessage => NewMessage.parse({ to, text });

/** Whoever wrote it could send when it was taken. */
const authorOf = ({ userId }: ReplySms): Principal => ({ userId, username: '', role: 'operator', apiKeyId: null });

const rememberedOf = ({ replyId, userId, to, text, createdAt }: ReplySms) => ({
  scope: scopeOf(userId, 'reply to a ticket', String(replyId)),
  since: createdAt,
  bodyHash: bodyHashOf({ to, text }),
  status: null,
  answer: null,
});
