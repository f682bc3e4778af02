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

/** The exit code (EX_CONFIG of sysexits.h) of a worker whose settings are wrong: to start it again would not help. */
export const WRONG_SETTINGS = 78;

/** `POST /api/v1/workers/{id}/ping`: how long the worker took to answer. */
export const WorkerPing = z.object({ milliseconds: z.number() });
export type WorkerPing = z.infer<typeof WorkerPing>;
