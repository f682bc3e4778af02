import { z } from 'zod';
import { Timestamp } from './common.js';

/** `GET /api/v1/workers`: one row a worker that was ever seen. */
export const Worker = z.object({
  id: z.string(),
  online: z.boolean(),
  version: z.string().nullable(),
  channels: z.int(),
  channels_online: z.int(),
  in_flight: z.int(),
  /** When it last came or went. */
  since: Timestamp,
});
export type Worker = z.infer<typeof Worker>;
