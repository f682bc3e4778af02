import type { InvoiceStatus } from '@signalbox/contracts/office/invoices';
import type { Span, Stretch } from '../../platform/common/stretch.js';
import type { Invoice, InvoiceDetail, NewInvoiceRecord } from './invoice.js';
import type { Act } from './ledger.js';

export interface InvoiceFilter {
  customerId?: number;
  status?: InvoiceStatus;
  /** Issued, and not paid in full. */
  isOpen?: boolean;
  /** Created in this time. */
  created?: Span;
  /** Due from a day to another, both in. */
  due?: { from: string; to: string };
  /** The day that says what is overdue. */
  today: string;
}

/** An act with a reason: what takes something back needs one. */
export type ReasonedAct = Act & { reason: string };

/**
 * Where invoices are kept. Each call that writes is one transaction, with its entry in the ledger, the customer's balance,
 * and what follows for payments: credit is put to what is open, the oldest first.
 */
export abstract class InvoiceRepository {
  /** A draft, or issued at once. @returns its id. @throws Invalid when there is no such customer */
  abstract create(invoice: NewInvoiceRecord, act: Act, isDraft: boolean): Promise<number>;
  abstract find(id: number): Promise<InvoiceDetail | null>;
  /** Newest first. */
  abstract list(filter: InvoiceFilter, stretch: Stretch): Promise<Invoice[]>;
  abstract count(filter: InvoiceFilter): Promise<number>;
  /** Writes a draft anew. @throws NotFound; Conflict unless it is a draft in this version; Invalid when there is no such customer */
  abstract rewrite(id: number, invoice: NewInvoiceRecord, version: number): Promise<void>;
  /** @throws NotFound; Conflict unless it is a draft */
  abstract issue(id: number, act: Act): Promise<void>;
  /** What was paid becomes the customer's credit. @throws NotFound, Conflict */
  abstract void(id: number, act: ReasonedAct): Promise<void>;
  /** What was paid beyond the rest becomes the customer's credit. @throws NotFound, Conflict, Invalid */
  abstract credit(id: number, total: number, act: ReasonedAct): Promise<void>;
  /** Gives up what is open. @throws NotFound, Conflict */
  abstract writeOff(id: number, act: ReasonedAct): Promise<void>;
}
