/** Those of tickets that somebody works on; `waiting` is for the customer's word. */
export const OPEN_TICKET_STATUSES = ['open', 'in_progress', 'waiting'] as const;
export type OpenTicketStatus = (typeof OPEN_TICKET_STATUSES)[number];

export const TICKET_STATUSES = [...OPEN_TICKET_STATUSES, 'resolved', 'closed'] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];

export const isTicketOpen = (status: TicketStatus): status is OpenTicketStatus =>
  OPEN_TICKET_STATUSES.some((open) => open === status);
