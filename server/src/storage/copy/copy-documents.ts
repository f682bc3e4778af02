import { isDeepStrictEqual } from 'node:util';
import type { NumberList } from '../../campaigns/number-lists/number-list.js';
import type { ChunkKind, NumberListRepository } from '../../campaigns/number-lists/number-list.repository.js';
import type { Program } from '../../campaigns/programs/program.js';
import type { ProgramRepository } from '../../campaigns/programs/program.repository.js';
import type { Pair } from '../../messaging/pairs/pair.js';
import type { PairRepository } from '../../messaging/pairs/pair.repository.js';

/** Where documents are kept. */
export interface DocumentStore {
  readonly pairs: PairRepository;
  readonly programs: ProgramRepository;
  readonly numberLists: NumberListRepository;
}

/** What became of the documents of one kind. */
export interface Copied {
  copied: number;
  /** The target had the id already, with other contents. */
  replaced: number;
  /** The target had the same already. */
  unchanged: number;
  /** One line each: what was not copied, and why. */
  refused: string[];
}

export interface CopyReport {
  pairs: Copied;
  numberLists: Copied;
  programs: Copied;
}

type Fate = 'copied' | 'replaced' | 'unchanged' | { refused: string };

/** Why a list is not usable while its chunks are on their way. A start leaves a failed list alone. */
export const COPYING = 'storage:copy was interrupted; run it again';
const NAME_TAKEN = 'the target has another one of this name';
const PAGE = 100;

/**
 * Copies pairs, number lists with their chunks, and programs, one at a time. Ids stay. What the target has of the same id
 * is replaced unless it is the same; what only the target has stays. So a copy that was interrupted goes on when it is run
 * again. A list is failed in the target until its last chunk is there.
 */
export async function copyDocuments(from: DocumentStore, to: DocumentStore): Promise<CopyReport> {
  return {
    pairs: await each(await from.pairs.all(), nameOfPair, (pair) => copyPair(pair, to)),
    numberLists: await each(pages(from.numberLists), nameOf, (list) => copyList(list, from, to)),
    programs: await each(pages(from.programs), nameOf, (program) => copyProgram(program, to)),
  };
}

const nameOf = ({ name }: { name: string }): string => name;
const nameOfPair = ({ country, operator }: Pair): string => `${country} ${operator}`;

async function each<T extends { id: string }>(
  items: Iterable<T> | AsyncIterable<T>,
  name: (item: T) => string,
  copy: (item: T) => Promise<Fate>,
): Promise<Copied> {
  const sum: Copied = { copied: 0, replaced: 0, unchanged: 0, refused: [] };
  for await (const item of items) {
    const fate = await copy(item);
    if (typeof fate === 'string') sum[fate]++;
    else sum.refused.push(`"${name(item)}" (${item.id}): ${fate.refused}`);
  }
  return sum;
}

/** Everything that a port lists, page by page. */
async function* pages<T extends { id: string }>(source: {
  list(limit: number, before?: string): Promise<T[]>;
}): AsyncGenerator<T> {
  for (let before: string | undefined; ;) {
    const items = await source.list(PAGE, before);
    const page = items.slice(0, PAGE);
    yield* page;
    if (items.length <= PAGE) return;
    before = page.at(-1)?.id;
  }
}

async function copyPair(pair: Pair, { pairs }: DocumentStore): Promise<Fate> {
  const there = await pairs.find(pair.id);
  if (isDeepStrictEqual(there, pair)) return 'unchanged';
  if (there === null) return (await pairs.create(pair)) ? 'copied' : { refused: NAME_TAKEN };
  return (await pairs.update(pair.id, pair)) === 'taken' ? { refused: NAME_TAKEN } : 'replaced';
}

/** The version counts the updates of one store and says nothing in another. */
async function copyProgram(program: Program, { programs }: DocumentStore): Promise<Fate> {
  const { id, name, pairId, listId, details, updatedAt } = program;
  const there = await programs.find(id);
  if (there === null) return (await programs.create(program)) ? 'copied' : { refused: NAME_TAKEN };
  if (isDeepStrictEqual({ ...there, version: program.version }, program)) return 'unchanged';
  const answer = await programs.update(id, { name, pairId, listId, details, updatedAt });
  return answer === 'taken' ? { refused: NAME_TAKEN } : 'replaced';
}

async function copyList(list: NumberList, from: DocumentStore, to: DocumentStore): Promise<Fate> {
  const { id, name, status, details, updatedAt } = list;
  const there = await to.numberLists.find(id);
  if (isDeepStrictEqual(there, list)) return 'unchanged';
  const begun = { name, status: 'failed', details: { ...details, reason: COPYING }, updatedAt } as const;
  const taken = there
    ? (await to.numberLists.update(id, begun)) === 'taken'
    : !(await to.numberLists.create({ ...list, ...begun }));
  if (taken) return { refused: NAME_TAKEN };
  await to.numberLists.removeChunks(id);
  const missing =
    (await copyChunks(id, 'rows', details.rowChunks, from, to)) ??
    (await copyChunks(id, 'rejects', details.rejectChunks, from, to));
  if (missing !== null) return { refused: missing };
  await to.numberLists.update(id, { status, details });
  return there ? 'replaced' : 'copied';
}

/** @returns what is missing, or null */
async function copyChunks(
  id: string,
  kind: ChunkKind,
  count: number,
  from: DocumentStore,
  to: DocumentStore,
): Promise<string | null> {
  for (let number = 0; number < count; number++) {
    const data = await from.numberLists.chunk(id, kind, number);
    if (data === null) return `its chunk ${number} of ${kind} is missing`;
    await to.numberLists.putChunk(id, kind, number, data);
  }
  return null;
}
