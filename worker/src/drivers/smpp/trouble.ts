import type { BindKind, Ending } from './connection-user.js';

/** What is asked of a connection that is kept. */
interface Kept {
  kind: BindKind;
  bound: unknown;
  ending: Ending | null;
}

/**
 * What is wrong with an account's connections, in words; null when nothing is known to be. Those that messages leave over
 * come first: without one nothing is sent. Without a receiver no report and no message comes in.
 */
export function troubleOf(lines: readonly Kept[]): string | null {
  const senders = lines.filter(({ kind }) => kind !== 'receiver');
  const receivers = lines.filter(({ kind }) => kind === 'receiver');
  const away = (its: readonly Kept[]) => its.find(({ bound, ending }) => !bound && ending)?.ending?.words ?? null;
  const outward = away(senders);
  if (outward !== null && !senders.some(({ bound }) => bound)) return outward;
  const inward = away(receivers);
  if (inward !== null && !receivers.some(({ bound }) => bound)) {
    return `no reports and no messages come in, as the receiver is not bound: ${inward}`;
  }
  const one = outward ?? inward;
  if (one === null) return null;
  const count = lines.filter(({ bound }) => !bound).length;
  return `${count} of ${lines.length} connections ${count === 1 ? 'is' : 'are'} not bound: ${one}`;
}
