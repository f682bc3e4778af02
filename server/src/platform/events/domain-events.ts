import type { RunStatus } from '@signalbox/contracts/run-statuses';

/** What happened in the house, by its name: what is said of it, and no more than others need to look it up. */
export interface DomainEvents {
  /** It has its number, and is owed. */
  'invoice.issued': { invoiceId: number; customerId: number };
  /** Money was booked. `amount` is in minor units. */
  'payment.completed': { paymentId: number; customerId: number; amount: number; method: string };
  /** Money came that belongs to nobody yet. */
  'payment.unmatched': { unmatchedId: number; amount: number; reason: string };
  /** A payment that was asked for did not come. */
  'payment.failed': { customerId: number | null; amount: number; reason: string };
  /** A run of a program came to its end, by itself or by somebody. */
  'program.finished': { programId: string; runId: number; status: RunStatus };
  'sim-card.online': { channelId: number; number: string | null };
  'sim-card.offline': { channelId: number; number: string | null; trouble: string | null };
  /** An endpoint was switched off: it is gone, or nothing has arrived there for long. */
  'webhook.disabled': { webhookId: number; userId: number; reason: string };
  'ticket.opened': { ticketId: number; customerId: number | null };
  'ticket.replied': { ticketId: number; customerId: number | null; byCustomer: boolean };
}
export type DomainEventName = keyof DomainEvents;
