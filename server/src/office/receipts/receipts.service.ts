import { Injectable } from '@nestjs/common';
import type { ReceiptSettings } from '@signalbox/contracts/office/payments';
import type { Principal } from '../../platform/common/principal.js';
import { type OutboxItem, Refused } from '../../platform/outbox/outbox.js';
import { OutboxService } from '../../platform/outbox/outbox.service.js';
import { CustomerSmsService } from '../customer-sms/customer-sms.service.js';
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
    private readonly sms: CustomerSmsService,
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

  /** @throws Refused where no repetition would help */
  private async send(item: OutboxItem): Promise<string> {
    const { payment_id: paymentId } = item.payload as { payment_id: number };
    const { text: template, by } = await this.stored();
    if (!by) throw new Refused('nobody has switched receipts on');
    const { to, words: text } = await this.texts.of(paymentId, template);
    return this.sms.send(by, item, { to, text, clientRef: `payment-${paymentId}` });
  }

  private async stored(): Promise<ReceiptSettings & { by: Principal | null }> {
    const read = await this.settings.read(NAME);
    return { enabled: false, text: USUAL_TEXT, by: null, ...(read?.value as Partial<ReceiptSettings> | undefined) };
  }
}
