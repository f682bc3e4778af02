import type { PaymentMethod, PaymentStatus } from '@signalbox/contracts/office/payments';
import type { Span, Stretch } from '../../platform/common/stretch.js';
import type { Act } from '../billing/ledger.js';
import type { NewPaymentRecord, Payment, PaymentDetail } from './payment.js';

export interface PaymentFilter {
  customerId?: number;
  /** Made for an invoice; */
  invoiceId?: number;
  /** or also put to it. */
  ofInvoice?: number;
  status?: PaymentStatus;
  method?: PaymentMethod;
  /** Created in this time. */
  created?: Span;
}

/** Where payments are kept. Each call that writes is one transaction, with its entry in the ledger and its allocations. */
export abstract class PaymentRepository {
  /**
   * A pending one. @returns its id
   * @throws Invalid when there is no such customer or invoice, or it is somebody else's; Conflict when the invoice is not to
   * be paid; ReferenceTaken
   */
  abstract create(payment: NewPaymentRecord, act: Act): Promise<number>;
  abstract find(id: number): Promise<PaymentDetail | null>;
  /** Newest first. */
  abstract list(filter: PaymentFilter, stretch: Stretch): Promise<Payment[]>;
  abstract count(filter: PaymentFilter): Promise<number>;
  /** Books it once, and puts it to what is open. @throws NotFound, Conflict, Invalid, ReferenceTaken */
  abstract confirm(id: number, reference: string | null, act: Act): Promise<void>;
  /** @throws NotFound, Conflict */
  abstract cancel(id: number, act: Act): Promise<void>;
  /** @param amount null is all that is left of it. @throws NotFound, Conflict, Invalid */
  abstract refund(id: number, amount: number | null, act: Act & { reason: string }): Promise<void>;
  /**
   * Puts it to an invoice, also what others of its customer have of it; those are open again. @param amount null is all that fits
   * @throws NotFound, Conflict, Invalid
   */
  abstract allocate(id: number, to: { invoiceId: number; amount: number | null }): Promise<void>;
  /** Whether something of a customer's, made since then, waits to be confirmed, or a phone was asked and has not answered. */
  abstract isHeld(customerId: number, since: number): Promise<boolean>;
}
