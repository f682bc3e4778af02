import type { NumberList, NumberListChange } from './number-list.js';

export type ChunkKind = 'rows' | 'rejects';

/** Number lists and their rows, which are kept in numbered, compressed chunks. */
export abstract class NumberListRepository {
  /** False when the name is taken; then nothing was stored. */
  abstract create(list: NumberList): Promise<boolean>;
  /** Sets fields at once; null when there is none, 'taken' when the new name is. */
  abstract update(id: string, change: NumberListChange): Promise<NumberList | 'taken' | null>;
  /** With all its chunks; false when there was none. */
  abstract remove(id: string): Promise<boolean>;
  abstract find(id: string): Promise<NumberList | null>;
  abstract findByName(name: string): Promise<NumberList | null>;
  /** Newest first, one more than `limit` when there are more; `before` is the last id of the page before. */
  abstract list(limit: number, before?: string): Promise<NumberList[]>;
  /** Those whose import has not ended. */
  abstract importing(): Promise<NumberList[]>;

  /** Stores a chunk; the same chunk again replaces it. */
  abstract putChunk(listId: string, kind: ChunkKind, number: number, data: Uint8Array): Promise<void>;
  abstract chunk(listId: string, kind: ChunkKind, number: number): Promise<Uint8Array | null>;
  /** Before an import begins anew. */
  abstract removeChunks(listId: string): Promise<void>;
}
