import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { Sealer, deriveKey } from '../common/sealer.js';
import type { Counted } from './secret-ring.js';

/**
 * How one secret is replaced by another, as the database keeps it: each is sealed under the other, so that whoever has one
 * of them has both, and nobody else has any.
 */
export const Rotation = z.object({
  /** Fingerprints of the old secret and the new one. */
  from: z.string(),
  to: z.string(),
  /** The new one, for who starts with the old. */
  next: z.string(),
  /** The old one, for who starts with the new. */
  previous: z.string(),
  /** Until when the old one counts, epoch ms; null: until it is ended. */
  until: z.int().nullable(),
  /** Whether all that was sealed is sealed anew. */
  done: z.boolean(),
});
export type Rotation = z.infer<typeof Rotation>;

const LABEL = 'signalbox rotation';
const seal = (under: string, text: string): string => new Sealer(deriveKey(under, LABEL)).seal(text, LABEL);
const open = (under: string, sealed: string): string | null => new Sealer(deriveKey(under, LABEL)).open(sealed, LABEL);

/** Tells two secrets apart and says nothing else of them. */
export const fingerprintOf = (secret: string): string =>
  createHmac('sha256', secret).update('signalbox fingerprint').digest('hex').slice(0, 16);

export const newRotation = (from: string, to: string, until: number | null): Rotation => ({
  from: fingerprintOf(from),
  to: fingerprintOf(to),
  next: seal(from, to),
  previous: seal(to, from),
  until,
  done: false,
});

/**
 * What counts, the newest first, for who knows some of the secrets. @param kept the fingerprint of the one that the database
 * is used with
 * @returns null when none of the known ones leads to it
 */
export function countedOf(known: readonly string[], kept: string, rotation: Rotation | null): Counted[] | null {
  const named = (print: string) => known.find((secret) => fingerprintOf(secret) === print);
  const isOfNow = rotation?.to === kept;
  const old = isOfNow ? named(rotation.from) : undefined;
  const next = isOfNow && old !== undefined ? open(old, rotation.next) : null;
  const current = named(kept) ?? next;
  if (current === null) return null;
  const counted = [{ secret: current, until: null }];
  const before = isOfNow ? (old ?? open(current, rotation.previous)) : null;
  return before === null ? counted : [...counted, { secret: before, until: rotation?.until ?? null }];
}

/** As it is kept; null where there is none. */
export const rotationIn = (text: string | null): Rotation | null =>
  text === null ? null : Rotation.parse(JSON.parse(text));
