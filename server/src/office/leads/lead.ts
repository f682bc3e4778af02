import type { LeadStatus, Lead as LeadView } from '@signalbox/contracts/office/leads';
import { isoTime } from '../../platform/common/clock.js';
import { Invalid } from '../../platform/common/errors.js';
import type { NewCustomerRecord } from '../customers/customer.js';

/** Somebody who may become a customer. Times are epoch milliseconds. */
export interface Lead {
  id: number;
  name: string;
  email: string | null;
  /** E.164. */
  phone: string | null;
  company: string | null;
  source: string | null;
  status: LeadStatus;
  notes: string | null;
  ownerId: number | null;
  nextStep: string | null;
  /** `YYYY-MM-DD`. */
  nextStepOn: string | null;
  /** The customer that it became. */
  customerId: number | null;
  createdAt: number;
  updatedAt: number;
}

export type NewLeadRecord = Omit<Lead, 'id' | 'customerId' | 'updatedAt'>;
export type LeadPatch = Partial<Omit<NewLeadRecord, 'createdAt'>>;

/** The customer that a lead becomes. */
export function customerFrom({ name, email, phone }: Lead, at: number): NewCustomerRecord {
  const nowhere = { address: null, city: null, country: null, accountType: null };
  return { name, email, phone, ...nowhere, status: 'active', createdAt: at };
}

/** @throws Invalid when a change leaves nothing to reach it by */
export function requireReachable({ phone, email }: Pick<Lead, 'phone' | 'email'>): void {
  if (phone === null && email === null) throw Invalid.field('phone', 'expected a phone number or an e-mail address');
}

/** As v1 shows it. */
export const toView = (lead: Lead): LeadView => ({
  id: lead.id,
  name: lead.name,
  email: lead.email,
  phone: lead.phone,
  company: lead.company,
  source: lead.source,
  status: lead.status,
  notes: lead.notes,
  owner_id: lead.ownerId,
  next_step: lead.nextStep,
  next_step_on: lead.nextStepOn,
  customer_id: lead.customerId,
  created_at: isoTime(lead.createdAt),
  updated_at: isoTime(lead.updatedAt),
});
