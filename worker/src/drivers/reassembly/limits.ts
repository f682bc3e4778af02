const HOUR_MS = 3_600_000;

export interface ReassemblyLimits {
  /** After so long what came of a message is told, with its gaps marked. */
  completeMs: number;
  /** After so long a message is said to miss parts, and may be told as it is when somebody wants that. */
  lateMs: number;
  /** Sets that wait at once; beyond them the oldest is told as it is. */
  openSets: number;
  /** How long a part that comes again is known, once its message was told. */
  memoryMs: number;
  /** How long what came over an earlier connection may come again, where the network tells no time. */
  arrivalMs: number;
  /** How long after a connection was made that may happen. */
  connectedMs: number;
  /** Parts of so long share a transaction. */
  gatherMs: number;
  sweepMs: number;
}

export const LIMITS: ReassemblyLimits = {
  completeMs: 24 * HOUR_MS,
  lateMs: 60_000,
  openSets: 5000,
  memoryMs: 24 * HOUR_MS,
  arrivalMs: HOUR_MS / 4,
  connectedMs: HOUR_MS / 30,
  gatherMs: 10,
  sweepMs: 60_000,
};
