import type {
  Reply as ReplyView,
  TicketDetail as DetailView,
  Ticket as TicketView,
} from '@signalbox/contracts/office/tickets';
import { isoTime, isoTimeOrNull } from '../../platform/common/clock.js';
import type { Reply, Ticket, TicketDetail } from './ticket.js';

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
});

export const toReply = (reply: Reply): ReplyView => ({
  id: reply.id,
  ticket_id: reply.ticketId,
  user_id: reply.userId,
  message: reply.message,
  is_internal: reply.isInternal,
  created_at: isoTime(reply.createdAt),
});

export const toDetail = (ticket: TicketDetail): DetailView => ({
  ...toView(ticket),
  replies: ticket.replies.map(toReply),
});
