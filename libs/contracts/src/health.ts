import { z } from 'zod';

/** `GET /health/live`. */
export const Liveness = z.object({ status: z.literal('ok') });
export type Liveness = z.infer<typeof Liveness>;

const State = z.enum(['ok', 'unavailable']);

/** `GET /health/ready`: 200 when all is well, else 503. */
export const Health = z.object({
  status: State,
  /** `mongodb` is there when the server uses one. */
  checks: z.object({ database: State, broker: State, mongodb: State.optional() }),
  /** Why the database is unavailable although it answers: a full disk, a database that can only be read. */
  reason: z.string().optional(),
});
export type Health = z.infer<typeof Health>;
