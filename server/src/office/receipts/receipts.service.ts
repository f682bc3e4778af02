import { Injectable } from '@nestjs/common';
import { NewMessage } from '@signalbox/contracts/messages';
import type { ReceiptSettings } from '@signalbox/contracts/office/payments';
import { AcceptService } from '../../messaging/sms/accept/accept.service.js';
import { DomainError } from '../../platform/common/errors.js';
import { bodyHashOf, scopeOf } from '../../platform/common/idempotency/idempotency.js';
import type { Principal } from '../../platform/common/principal.js';
import { type OutboxItem, Refused } from '../../platform/outbox/outbox.js';
import { OutboxService } from '../../platform/outbox/outbox.service.js';
import { OfficeSettingsService } from '../settings/office-settings.service.js';
import { USUAL_TEXT } from './receipt.js';
import { ReceiptTextsService } from './receipt-texts.service.js';

const NAME = 'receipts';

/** Tells customers by SMS that their payments are booked, where somebody has switched that on; in that one's name. */
@Injectable()
export class ReceiptsService {
  constructor(
    private readonly settings: OfficeSettingsService,
    private readonly texts: ReceiptTextsService,
    private readonly messages: AcceptService,
    outbox: OutboxService,
  ) {
    outbox.deliverBy({ kind: 'payment-receipt', deliver: (item) => this.send(item) });
  }

  async show(): Promise<ReceiptSettings> {
    const { enabled, text } = await this.stored();
    return { enabled, text };
  }

  async change(settings: ReceiptSettings, by: Principal): Promise<ReceiptSettings> {
    await this.settings.write(NAME, { ...settings, by: { ...by, apiKeyId: null } }, null);
    return settings;
  }

  /** Once for an item: the message is stored with the item's id. @throws Refused where no repetition would help */
  private async send({ id, payload, createdAt: since }: OutboxItem): Promise<string> {
    const { payment_id: paymentId } = payload as { payment_id: number };
    const { text, by } = await this.stored();
    if (!by) throw new Refused('nobody has switched receipts on');
    const { to, words } = await this.texts.of(paymentId, text);
    if (to === null) throw new Refused('the customer has no phone number');
    const request = NewMessage.parse({ to, text: words, client_ref: `payment-${paymentId}` });
    const scope = scopeOf(by.userId, 'payment-receipt', id);
    try {
      const message = await this.messages.accept(by, request, {
        scope,
        since,
        bodyHash: bodyHashOf(id),
        status: null,
        answer: null,
      });
      return `message ${message.id}`;
    } catch (error) {
      const isFinal = error instanceof DomainError && error.status < 500 && error.status !== 429;
      throw isFinal ? new Refused(error.message) : error;
    }
  }

  private async stored(): Promise<ReceiptSettings & { by: Principal | null }> {
    const read = await this.settings.read(NAME);
    return { enabled: false, text: USUAL_TEXT, by: null, ...(read?.value as Partial<ReceiptSettings> | undefined) };
  }
}
