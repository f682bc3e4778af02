import type { ChunkKind } from '../number-list.repository.js';
import type { ImportFindings } from './importer.js';

/** What the import's thread tells; chunks in the order of their numbers. */
export type ThreadMessage =
  | { type: 'chunk'; kind: ChunkKind; number: number; data: Uint8Array<ArrayBuffer> }
  | { type: 'progress'; findings: ImportFindings; share: number }
  | { type: 'end'; outcome: ImportOutcome };

/** How an import ended. */
export interface ImportOutcome {
  /** Why it failed; null when it did not. */
  reason: string | null;
  /** Null when it did not come so far as to find the columns. */
  findings: ImportFindings | null;
}

/** What is said to the thread for each chunk that is stored. */
export const STORED = 'stored';

/** Chunks that may wait to be stored; then the thread waits. */
export const CHUNKS_IN_FLIGHT = 3;
