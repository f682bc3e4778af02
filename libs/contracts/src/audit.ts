import { z } from 'zod';
import { IntId, PageQuery, Timestamp } from './common.js';

export const AUDIT_OUTCOMES = ['done', 'failed', 'unknown'] as const;

const word = (max: number) => z.string().trim().min(1).max(max);

/** `GET /api/v1/audit`: newest first. */
export const AuditQuery = PageQuery.extend({
  user_id: IntId.optional(),
  api_key_id: IntId.optional(),
  /** An action, or what actions begin with: `pairs` finds `pairs.create` and all others of pairs. */
  action: word(64).optional(),
  subject_type: word(32).optional(),
  subject_id: word(64).optional(),
  since: Timestamp.optional(),
  until: Timestamp.optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

/** `GET /api/v1/audit.csv`: all of them, by the list's filters. */
export const AuditExport = AuditQuery.omit({ limit: true, cursor: true });
export type AuditExport = z.infer<typeof AuditExport>;

const Fields = z.record(z.string(), z.unknown()).nullable();

/** Something that a person or an API key changed, or took out. */
export const AuditRow = z.object({
  id: z.int(),
  at: Timestamp,
  /** Null where nobody was signed in: a person who registered, or the command line. */
  user_id: z.int().nullable(),
  username: z.string().nullable(),
  api_key_id: z.int().nullable(),
  /** What was done to which kind of thing: `pairs.change`. */
  action: z.string(),
  subject_type: z.string(),
  subject_id: z.string().nullable(),
  /** `failed`: it had begun to write, and was refused. `unknown`: the server ended in the middle of it. */
  outcome: z.enum(AUDIT_OUTCOMES),
  /** The fields that differ, as they were and as they are; secrets are `***`. */
  before: Fields,
  after: Fields,
  /** What was asked for: the request's body or query, without secrets. */
  asked: z.unknown(),
  address: z.string().nullable(),
  request_id: z.string().nullable(),
  /** Its place in the chain of hashes; null until the next sealing, within a minute. */
  seq: z.int().nullable(),
  hash: z.string().nullable(),
});
export type AuditRow = z.infer<typeof AuditRow>;

/** `GET /api/v1/audit/verification`: whether the chain is whole. */
export const AuditVerification = z.object({
  whole: z.boolean(),
  /** How many rows were looked at, the first and the last by their places; null where there is none. */
  rows: z.int(),
  first: z.int().nullable(),
  last: z.int().nullable(),
  /** Rows whose content was erased, as the law may ask: who did what and when stays, and is held by the chain. */
  erased: z.int(),
  /** Rows that wait for their sealing. */
  unsealed: z.int(),
  /** The first thing that is wrong; null where nothing is. */
  problem: z.string().nullable(),
});
export type AuditVerification = z.infer<typeof AuditVerification>;

/** What a list is called where a file is made of it: `messages`, `api-keys`. */
export const ListName = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'expected the name of a list, such as api-keys');

/** `POST /api/v1/lists/{list}/export`: of what, and how much of it, a file was made by who read it. */
export const TakenOut = z.strictObject({
  rows: z.int().min(0).max(10_000_000),
  columns: z.array(word(60)).max(60),
  /** Where it was read, and how it was filtered: the address of a page. */
  page: z.string().max(500).optional(),
});
export type TakenOut = z.infer<typeof TakenOut>;
