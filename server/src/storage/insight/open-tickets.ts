export const OPEN_TICKETS = "status IN ('open', 'in_progress', 'waiting')";

/** A promise is broken, or is by a moment (epoch milliseconds, to be given) and was not written down yet. */
export const BROKEN = '(response_breached_at IS NOT NULL OR resolution_breached_at IS NOT NULL OR next_due_at <= ?)';
