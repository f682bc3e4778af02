/*
 * What a row of the outbox may be, without the schema library: the console reads it with the events of webhooks.
 * `waiting` for its time, or at a deliverer now; `failed` is given up: refused for good, or too late.
 */
export const OUTBOX_STATUSES = ['waiting', 'delivered', 'failed'] as const;
export type OutboxStatus = (typeof OUTBOX_STATUSES)[number];
