import { OPEN_TICKET_STATUSES } from '@signalbox/contracts/office/ticket-statuses';

/** As a list of SQL's. */
export const OPEN_STATUSES = OPEN_TICKET_STATUSES.map((status) => `'${status}'`).join(', ');
export const OPEN_TICKETS = `status IN (${OPEN_STATUSES})`;

/** A promise is broken, or is by a moment (epoch milliseconds, to be given) and was not written down yet. */
export const BROKEN = '(response_breached_at IS NOT NULL OR resolution_breached_at IS NOT NULL OR next_due_at <= ?)';
