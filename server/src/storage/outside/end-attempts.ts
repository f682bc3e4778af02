import type { AttemptEnd } from '../../outside/webhooks/delivery.js';
import type { Tx } from '../typeorm/tx.js';

const NOTE = 300;
/** An attempt is told by its number: what is said of one that was done again elsewhere changes nothing. */
const END =
  'UPDATE webhook_deliveries SET state = ?, attempts = ?, due_at = ?, status_code = ?, duration_ms = ?, error = ?, ' +
  "response = ?, ended_at = ? WHERE seq = ? AND state = 'waiting' AND attempts = ?";
const BEHIND =
  "UPDATE webhook_deliveries SET due_at = ? WHERE webhook_id = ? AND topic = ? AND state = 'waiting' AND seq > ? AND due_at < ?";
const FAILURE = ['seq', 'attempt', 'at', 'status_code', 'duration_ms', 'error', 'response'] as const;

/** Keeps what attempts came to; those behind one that comes again come after it. */
export async function endAttempts(tx: Tx, ends: readonly AttemptEnd[]): Promise<void[]> {
  const changed = await tx.runEach(
    END,
    ends.map(({ delivery, state, dueAt, at, statusCode, durationMs, error, response }) => [
      state,
      delivery.attempts + 1,
      dueAt,
      statusCode,
      durationMs,
      error?.slice(0, NOTE) ?? null,
      response,
      state === 'waiting' ? null : at,
      delivery.seq,
      delivery.attempts,
    ]),
  );
  const failed = ends.filter(({ state }, index) => state !== 'delivered' && (changed[index] ?? 0) > 0);
  await tx.insert(
    'webhook_failures',
    FAILURE,
    failed.map(({ delivery, at, statusCode, durationMs, error, response }) => [
      delivery.seq,
      delivery.attempts + 1,
      at,
      statusCode,
      durationMs,
      error?.slice(0, NOTE) ?? '',
      response,
    ]),
    { ignore: true },
  );
  for (const { delivery, state, dueAt } of failed) {
    if (state !== 'waiting' || delivery.topic === null) continue;
    await tx.run(BEHIND, [dueAt, delivery.webhookId, delivery.topic, delivery.seq, dueAt]);
  }
  return ends.map(() => undefined);
}
