import { z } from 'zod';
import { Timestamp, freeText } from './common.js';
import { WORKER_ID } from './topics.js';
import { LOCAL_WORKER } from './worker-access.js';

/** `GET /api/v1/workers`: one row a worker that was ever seen or enrolled. */
export const Worker = z.object({
  id: z.string(),
  label: z.string().nullable(),
  /** Whether it is here and answers. */
  online: z.boolean(),
  /** `hung`: it is connected, and has not answered for half a minute. Messages go over others, or wait. */
  state: z.enum(['online', 'hung', 'offline']),
  version: z.string().nullable(),
  channels: z.int(),
  channels_online: z.int(),
  in_flight: z.int(),
  /** When it last came, went or ceased to answer; of one that never came, when it was enrolled. */
  since: Timestamp,
  /** When it was given a password; null is never: the server's own, or one whose user was made at the broker by hand. */
  enrolled_at: Timestamp.nullable(),
  /** What is wrong with it, in words: it does not answer, went without a word, or announces what another worker holds. */
  trouble: z.string().nullable(),
});
export type Worker = z.infer<typeof Worker>;

/** `POST /api/v1/workers`. */
export const NewWorker = z.strictObject({
  id: z
    .string()
    .regex(WORKER_ID, 'expected 1 to 64 letters, digits, dashes or underscores')
    .refine((id) => id !== LOCAL_WORKER, 'expected another name: local is the worker that the server starts itself')
    .optional(),
  label: freeText(64).nullable().default(null),
});
export type NewWorker = z.infer<typeof NewWorker>;

/** What a worker signs in with; the only answer that holds the password. */
export const WorkerCredentials = z.object({
  id: z.string(),
  label: z.string().nullable(),
  username: z.string(),
  password: z.string(),
  /** What to set MQTT_URL to, as far as the server knows; null: the embedded broker listens for its own worker only. */
  mqtt_url: z.string().nullable(),
  topics: z.object({ read: z.array(z.string()), write: z.array(z.string()) }),
});
export type WorkerCredentials = z.infer<typeof WorkerCredentials>;

/** `GET /api/v1/inbox/waiting`, `POST /api/v1/inbox/waiting/show`: messages that came in of which parts are missing. */
export const WaitingParts = z.object({ messages: z.int() });
export type WaitingParts = z.infer<typeof WaitingParts>;

/** The exit code (EX_CONFIG of sysexits.h) of a worker whose settings are wrong: to start it again would not help. */
export const WRONG_SETTINGS = 78;

/** What a server asks the worker that it started, over the channel between the two processes, and the answer. */
export const ARE_YOU_ALIVE = 'are you alive';
export const ALIVE = 'alive';

/** `POST /api/v1/workers/{id}/ping`: how long the worker took to answer. */
export const WorkerPing = z.object({ milliseconds: z.number() });
export type WorkerPing = z.infer<typeof WorkerPing>;
