import { z } from 'zod';
import { Timestamp } from './common.js';

/** `GET /api/v1/logs`: what happened to the installation, newest first: sign-ins, workers that come and go, changes. */
export const LogRow = z.object({
  id: z.int(),
  at: Timestamp,
  action: z.string(),
  details: z.string(),
  ok: z.boolean(),
  user_id: z.int().nullable(),
});
export type LogRow = z.infer<typeof LogRow>;
