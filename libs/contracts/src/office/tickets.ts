import { z } from 'zod';
import { Flag, IntId, PageQuery, Timestamp, freeText } from '../common.js';
import { TICKET_STATUSES } from './ticket-statuses.js';

export const TICKET_PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const;
export const TicketPriority = z.enum(TICKET_PRIORITIES, `expected ${TICKET_PRIORITIES.join(', ')}`);
export type TicketPriority = z.infer<typeof TicketPriority>;

export const TicketStatus = z.enum(TICKET_STATUSES, `expected ${TICKET_STATUSES.join(', ')}`);
export type TicketStatus = z.infer<typeof TicketStatus>;

/** Text of several lines. */
export const LongText = z
  .string()
  .trim()
  .min(1, 'expected at least 1 character')
  .max(10_000, 'expected at most 10000 characters')
  .refine((text) => text.isWellFormed(), 'expected well-formed text, got half of a surrogate pair');

/** `POST /api/v1/tickets`. */
export const NewTicket = z.strictObject({
  customer_id: z.int().min(1).nullable().optional(),
  subject: freeText(200),
  description: LongText,
  priority: TicketPriority.default('medium'),
  category: freeText(64).nullable().optional(),
});
export type NewTicket = z.infer<typeof NewTicket>;

/** `PATCH /api/v1/tickets/{id}`: what is left out stays. */
export const TicketChange = z.strictObject({
  subject: freeText(200).optional(),
  priority: TicketPriority.optional(),
  category: freeText(64).nullable().optional(),
  status: TicketStatus.optional(),
  /** Whose it is to answer; null is nobody's. */
  assignee_id: z.int().min(1).nullable().optional(),
});
export type TicketChange = z.infer<typeof TicketChange>;

/** `POST /api/v1/tickets/{id}/replies`; an internal one never reaches a customer. */
export const NewReply = z
  .strictObject({
    message: LongText,
    is_internal: z.boolean().default(false),
    /** To the customer's phone as well. */
    by_sms: z.boolean().default(false),
  })
  .refine(({ is_internal, by_sms }) => !is_internal || !by_sms, {
    path: ['by_sms'],
    message: 'expected to be left out of an internal reply: it never reaches a customer',
  });
export type NewReply = z.infer<typeof NewReply>;

/** `GET /api/v1/tickets`: newest first. */
export const TicketQuery = PageQuery.extend({
  customer_id: IntId.optional(),
  status: TicketStatus.optional(),
  priority: TicketPriority.optional(),
  assignee_id: IntId.optional(),
  /** Nobody's, or somebody's. */
  unassigned: Flag.optional(),
  /** Neither resolved nor closed, or one of both. */
  open: Flag.optional(),
  /** Whether a promised time has passed. */
  breached: Flag.optional(),
});
export type TicketQuery = z.infer<typeof TicketQuery>;

/** Within which time a ticket is to be answered and resolved; it stands while the customer has the word. */
export const TicketClock = z.object({
  is_running: z.boolean(),
  responded_at: Timestamp.nullable(),
  /** Null where nothing was promised. Of a clock that stands: when it would have been. */
  response_due_at: Timestamp.nullable(),
  response_breached: z.boolean(),
  resolution_due_at: Timestamp.nullable(),
  resolution_breached: z.boolean(),
});
export type TicketClock = z.infer<typeof TicketClock>;

export const Ticket = z.object({
  id: z.int(),
  number: z.string(),
  customer_id: z.int().nullable(),
  customer_name: z.string().nullable(),
  subject: z.string(),
  description: z.string(),
  priority: TicketPriority,
  status: TicketStatus,
  category: z.string().nullable(),
  assignee_id: z.int().nullable(),
  created_at: Timestamp,
  updated_at: Timestamp,
  resolved_at: Timestamp.nullable(),
  clock: TicketClock,
});
export type Ticket = z.infer<typeof Ticket>;

export const Reply = z.object({
  id: z.int(),
  ticket_id: z.int(),
  /** Null is the customer. */
  user_id: z.int().nullable(),
  message: z.string(),
  is_internal: z.boolean(),
  /** By SMS: to whom it goes, or null of one that came in; the message, once it is one, or why it is none. */
  sms: z
    .object({ to: z.string().nullable(), message_id: z.string().nullable(), error: z.string().nullable() })
    .nullable(),
  created_at: Timestamp,
});
export type Reply = z.infer<typeof Reply>;

/** `GET /api/v1/tickets/{id}`. */
export const TicketDetail = Ticket.extend({ replies: z.array(Reply) });
export type TicketDetail = z.infer<typeof TicketDetail>;
