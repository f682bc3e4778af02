import type {
  Reply as ReplyView,
  TicketClock as ClockView,
  TicketDetail as DetailView,
  Ticket as TicketView,
} from '@signalbox/contracts/office/tickets';
import { isoTime, isoTimeOrNull } from '../../platform/common/clock.js';
import type { Reply, Ticket, TicketDetail } from './ticket.js';
import { type TicketClock, flaggedAt } from './ticket-clock.js';

/** With what is broken by now, whether the schedule has written it down or not. */
function toClock(clock: TicketClock): ClockView {
  const flagged = flaggedAt(clock, Date.now());
  return {
    is_running: clock.since !== null,
    responded_at: isoTimeOrNull(clock.respondedAt),
    response_due_at: isoTimeOrNull(clock.responseDueAt),
    response_breached: flagged.responseBreachedAt !== null,
    resolution_due_at: isoTimeOrNull(clock.resolutionDueAt),
    resolution_breached: flagged.resolutionBreachedAt !== null,
  };
}

/** As v1 shows it. */
export const toView = (ticket: Ticket): TicketView => ({
  id: ticket.id,
  number: ticket.number,
  customer_id: ticket.customerId,
  customer_name: ticket.customerName,
  subject: ticket.subject,
  description: ticket.description,
  priority: ticket.priority,
  status: ticket.status,
  category: ticket.category,
  assignee_id: ticket.assigneeId,
  created_at: isoTime(ticket.createdAt),
  updated_at: isoTime(ticket.updatedAt),
  resolved_at: isoTimeOrNull(ticket.resolvedAt),
  clock: toClock(ticket.clock),
});

export const toReply = (reply: Reply): ReplyView => ({
  id: reply.id,
  ticket_id: reply.ticketId,
  user_id: reply.userId,
  message: reply.message,
  is_internal: reply.isInternal,
  sms: reply.sms && { to: reply.sms.to, message_id: reply.sms.messageId, error: reply.sms.error },
  created_at: isoTime(reply.createdAt),
});

export const toDetail = (ticket: TicketDetail): DetailView => ({
  ...toView(ticket),
  replies: ticket.replies.map(toReply),
});
