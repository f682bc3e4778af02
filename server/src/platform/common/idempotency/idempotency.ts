import { createHash } from 'node:crypto';

/** An answer kept under a caller's Idempotency-Key. */
export interface Remembered {
  /** Digest of caller, route and key. */
  scope: string;
  /** When the key came first, epoch ms: forgotten and used again, it stands for another request. */
  since: number;
  bodyHash: string;
  /** HTTP status; null while the first request is still being worked on. */
  status: number | null;
  /** The answer's JSON. */
  answer: string | null;
}

/** How long an answer is remembered. */
export const REMEMBERED_MS = 86_400_000;
export const MAX_KEY_LENGTH = 255;

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Two callers' equal keys, and one caller's on two routes, are different keys. */
export const scopeOf = (userId: number, route: string, key: string): string => digest(`${userId}\n${route}\n${key}`);

/** The body's digest; requests are the same when their parsed bodies serialise alike. */
export const bodyHashOf = (body: unknown): string => digest(JSON.stringify(body) ?? '');

/** What the ids of a request's items follow from: the same for its repetitions, and for nothing else, however old. */
export const seedOf = ({ scope, since }: Pick<Remembered, 'scope' | 'since'>): string => `${scope}\n${since}`;

/** A UUID (version 8, RFC 9562) that the same seed and index always give. */
export function derivedId(seed: string, index: number): string {
  const bytes = createHash('sha256').update(`${seed}\n${index}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
