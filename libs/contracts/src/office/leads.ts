import { z } from 'zod';
import { Email } from '../auth.js';
import { Flag, IntId, PageQuery, Timestamp, freeText } from '../common.js';
import { PhoneNumber } from '../messages.js';
import { Day } from './money.js';
import { LongText } from './tickets.js';

export const LEAD_STATUSES = ['new', 'contacted', 'qualified', 'proposal', 'won', 'lost'] as const;
export const LeadStatus = z.enum(LEAD_STATUSES, `expected ${LEAD_STATUSES.join(', ')}`);
export type LeadStatus = z.infer<typeof LeadStatus>;

const details = {
  email: Email.nullable().optional(),
  phone: PhoneNumber.nullable().optional(),
  company: freeText(120).nullable().optional(),
  /** Where it came from. */
  source: freeText(64).nullable().optional(),
  status: LeadStatus.optional(),
  notes: LongText.nullable().optional(),
  /** Who sees to it. */
  owner_id: z.int().min(1).nullable().optional(),
  next_step: freeText(200).nullable().optional(),
  next_step_on: Day.nullable().optional(),
};

/** `POST /api/v1/leads`: somebody who can be reached. */
export const NewLead = z
  .strictObject({ name: freeText(120), ...details })
  .refine(({ phone, email }) => Boolean(phone ?? email), {
    path: ['phone'],
    message: 'expected a phone number or an e-mail address',
  });
export type NewLead = z.infer<typeof NewLead>;

/** `PATCH /api/v1/leads/{id}`: what is left out stays. */
export const LeadChange = z.strictObject({ name: freeText(120).optional(), ...details });
export type LeadChange = z.infer<typeof LeadChange>;

/** `GET /api/v1/leads`: newest first. */
export const LeadQuery = PageQuery.extend({
  status: LeadStatus.optional(),
  owner_id: IntId.optional(),
  source: freeText(64).optional(),
  /** Neither won nor lost, with a next step whose day is over; or all others. */
  overdue: Flag.optional(),
});
export type LeadQuery = z.infer<typeof LeadQuery>;

export const Lead = z.object({
  id: z.int(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  company: z.string().nullable(),
  source: z.string().nullable(),
  status: LeadStatus,
  notes: z.string().nullable(),
  owner_id: z.int().nullable(),
  next_step: z.string().nullable(),
  next_step_on: z.string().nullable(),
  /** The customer that it became. */
  customer_id: z.int().nullable(),
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type Lead = z.infer<typeof Lead>;

/** `GET /api/v1/leads/stages`: every stage in its order, of all leads or one owner's. */
export const LeadStages = z.object({
  data: z.array(z.object({ status: LeadStatus, count: z.int(), overdue: z.int() })),
});
export type LeadStages = z.infer<typeof LeadStages>;

export const LeadStagesQuery = z.strictObject({ owner_id: IntId.optional() });
export type LeadStagesQuery = z.infer<typeof LeadStagesQuery>;
