import { Injectable } from '@nestjs/common';
import { OpenChunk } from './chunk-codec.js';
import { type ListRow, type NumberList, ROWS_PER_CHUNK, type RejectedRow } from './number-list.js';
import { type ChunkKind, NumberListRepository } from './number-list.repository.js';

/** Those that were read last; a run reads its list in order. */
const KEPT = 3;

/** Reads rows out of the chunks that lists are stored in. */
@Injectable()
export class ListChunksService {
  private readonly kept = new Map<string, Promise<OpenChunk>>();

  constructor(private readonly repository: NumberListRepository) {}

  /** Rows from the n-th on, n from 0, at most `count`: fewer at the end. */
  rows({ id, details }: NumberList, from: number, count: number): Promise<ListRow[]> {
    return this.read(details.rows, from, count, (number, at, some) =>
      this.open(id, 'rows', number).then((chunk) => chunk.rows(at, some)),
    );
  }

  rejects({ id, details }: NumberList, from: number, count: number): Promise<RejectedRow[]> {
    // Not all may be stored.
    const stored = Math.min(details.rejected, details.rejectChunks * ROWS_PER_CHUNK);
    return this.read(stored, from, count, (number, at, some) =>
      this.open(id, 'rejects', number).then((chunk) => chunk.rejects(at, some)),
    );
  }

  private async read<Row>(
    total: number,
    from: number,
    count: number,
    part: (chunk: number, at: number, count: number) => Promise<Row[]>,
  ): Promise<Row[]> {
    const end = Math.min(from + count, total);
    const all: Row[] = [];
    for (let row = from; row < end;) {
      const at = row % ROWS_PER_CHUNK;
      const rows = await part(Math.floor(row / ROWS_PER_CHUNK), at, Math.min(end - row, ROWS_PER_CHUNK - at));
      if (rows.length === 0) throw new Error(`a chunk of a number list lacks its row ${row}`);
      all.push(...rows);
      row += rows.length;
    }
    return all;
  }

  private open(id: string, kind: ChunkKind, number: number): Promise<OpenChunk> {
    const key = `${id} ${kind} ${number}`;
    const kept = this.kept.get(key) ?? this.load(id, kind, number);
    this.kept.delete(key);
    this.kept.set(key, kept);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= KEPT) break;
      this.kept.delete(oldest);
    }
    kept.catch(() => this.kept.delete(key));
    return kept;
  }

  private async load(id: string, kind: ChunkKind, number: number): Promise<OpenChunk> {
    const data = await this.repository.chunk(id, kind, number);
    if (data === null) throw new Error(`number list ${id} lacks its chunk ${kind} ${number}`);
    return OpenChunk.open(data);
  }
}
