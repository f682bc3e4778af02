import { Injectable } from '@nestjs/common';
import type { UnmatchedMatch, UnmatchedPayment } from '@signalbox/contracts/office/mpesa';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { NotFound } from '../../platform/common/errors.js';
import { EventsService } from '../../platform/events/events.service.js';
import type { Principal } from '../../platform/common/principal.js';
import type { Stretch } from '../../platform/common/stretch.js';
import { type Incoming, nameWords, similarAccounts } from './incoming.js';
import { IncomingRepository } from './incoming.repository.js';
import { OfficeActService } from './office-act.service.js';
import { toUnmatched } from './unmatched-view.js';

/** Money that came and belongs to nobody yet: whose it may be, and what people make of it. */
@Injectable()
export class UnmatchedService {
  constructor(
    private readonly incoming: IncomingRepository,
    private readonly acts: OfficeActService,
    private readonly events: EventsService,
    private readonly log: SystemLogService,
  ) {}

  /** With suggestions. */
  async list(state: Incoming['state'], stretch: Stretch): Promise<UnmatchedPayment[]> {
    return Promise.all((await this.incoming.list(state, stretch)).map((row) => this.view(row)));
  }

  /** @throws NotFound */
  async get(id: number): Promise<UnmatchedPayment> {
    const row = await this.incoming.find(id);
    if (!row) throw new NotFound('payment that came in', id);
    return this.view(row);
  }

  /** Books it to a customer. @throws NotFound, Conflict, Invalid */
  async match(id: number, to: UnmatchedMatch, { userId }: Principal): Promise<UnmatchedPayment> {
    const { customer_id: customerId, invoice_id: invoiceId = null } = to;
    const paymentId = await this.incoming.match(id, { customerId, invoiceId }, this.acts.now(userId));
    const matched = await this.get(id);
    const details = `what came in as ${id} is payment ${paymentId} of customer ${customerId}`;
    this.log.record({ action: 'payment_matched', details, status: 'ok', userId });
    const amount = this.acts.money.minorOf('amount', matched.amount);
    this.events.tell('payment.completed', { paymentId, customerId, amount, method: 'mpesa' });
    return matched;
  }

  /** Nothing is booked. @throws NotFound, Conflict */
  async dismiss(id: number, reason: string, { userId }: Principal): Promise<UnmatchedPayment> {
    await this.incoming.dismiss(id, { ...this.acts.now(userId), reason });
    const details = `what came in as ${id} is not booked: ${reason}`;
    this.log.record({ action: 'payment_dismissed', details, status: 'ok', userId });
    return this.get(id);
  }

  private async view(row: Incoming): Promise<UnmatchedPayment> {
    if (row.state !== 'unmatched') return toUnmatched(row, [], this.acts.money);
    const accounts = row.reference === null ? [] : similarAccounts(row.reference);
    const words = row.payer === null ? [] : nameWords(row.payer);
    const traits = { customerId: row.customerId, phone: row.phone, accounts, nameWords: words };
    return toUnmatched(row, await this.incoming.candidates(traits), this.acts.money);
  }
}
