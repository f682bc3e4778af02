import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { documentId } from '../../src/platform/common/document-id.js';
import type { Program, ProgramChange } from '../../src/campaigns/programs/program.js';
import { ProgramRepository } from '../../src/campaigns/programs/program.repository.js';
import { programWith } from '../documents.js';
import type { OpenStorage, Storage } from './storage.js';

/** What every adapter of the programs' port must do alike. */
export function programRepositoryContract(open: OpenStorage): void {
  let storage: Storage;
  let programs: ProgramRepository;
  beforeAll(async () => {
    storage = await open();
    programs = storage.get(ProgramRepository);
  });
  afterAll(() => storage?.close());
  beforeEach(async () => {
    for (const { id } of await programs.list(1_000)) await programs.remove(id);
  });

  const stored = async (fields: Partial<Program> = {}) => {
    const program = programWith(fields);
    expect(await programs.create(program)).toBe(true);
    return program;
  };

  it('gives back what was stored, by id and by name', async () => {
    const program = await stored({ name: 'Ünïcode "quoted" $name', pairId: documentId(), listId: documentId() });
    expect(await programs.find(program.id)).toEqual(program);
    expect(await programs.findByName(program.name)).toEqual(program);
    const empty = await stored();
    expect(await programs.find(empty.id)).toEqual(empty);
  });

  it('counts what there is', async () => {
    expect(await programs.count()).toBe(0);
    await stored();
    await stored();
    expect(await programs.count()).toBe(2);
  });

  it('finds, changes and removes nothing where there is nothing', async () => {
    const nobody = documentId();
    expect(await programs.find(nobody)).toBeNull();
    expect(await programs.find('not an id')).toBeNull();
    expect(await programs.findByName('nobody')).toBeNull();
    expect(await programs.update(nobody, { name: 'x' })).toBeNull();
    expect(await programs.update(nobody, { name: 'x' }, 0)).toBeNull();
    expect(await programs.remove(nobody)).toBe(false);
  });

  it('takes a name once, and tells names apart by case', async () => {
    const first = await stored({ name: 'Spring' });
    expect(await programs.create(programWith({ name: 'Spring' }))).toBe(false);
    expect(await programs.create(programWith({ id: first.id }))).toBe(false);
    await stored({ name: 'spring' });
    expect(await programs.findByName('Spring')).toEqual(first);
  });

  it('refuses to rename to a name that is taken, and leaves both as they were', async () => {
    const first = await stored({ name: 'Spring' });
    const second = await stored({ name: 'Summer' });
    expect(await programs.update(second.id, { name: 'Spring', pairId: documentId() })).toBe('taken');
    expect(await programs.update(second.id, { name: 'Spring' }, 0)).toBe('taken');
    expect(await programs.find(first.id)).toEqual(first);
    expect(await programs.find(second.id)).toEqual(second);
    await programs.remove(first.id);
    expect(await programs.update(second.id, { name: 'Spring' }, 0)).toMatchObject({ name: 'Spring', version: 1 });
  });

  it('sets what a change names, to null too, and counts the version up', async () => {
    const program = await stored({ pairId: documentId(), listId: documentId() });
    const details = { ...program.details, window: null, failWhen: null, priority: 10 };
    const first = await programs.update(program.id, { details, pairId: null, updatedAt: 1 });
    expect(first).toEqual({ ...program, details, pairId: null, updatedAt: 1, version: 1 });
    expect(await programs.update(program.id, {})).toEqual({ ...(first as Program), version: 2 });
    expect(await programs.update(program.id, { name: undefined, listId: null })).toEqual({
      ...(first as Program),
      listId: null,
      version: 3,
    });
  });

  it('changes only what still has the version it was read with', async () => {
    const program = await stored();
    expect(await programs.update(program.id, { name: 'first' }, 0)).toMatchObject({ name: 'first', version: 1 });
    expect(await programs.update(program.id, { name: 'second' }, 0)).toBe('changed');
    expect(await programs.find(program.id)).toMatchObject({ name: 'first', version: 1 });
    expect(await programs.update(program.id, { name: 'second' }, 1)).toMatchObject({ name: 'second', version: 2 });
  });

  it('loses none of 50 changes of different fields at once, and counts each', async () => {
    const program = await stored();
    const { id } = program;
    const [pairId, listId] = [documentId(), documentId()];
    const details = { ...program.details, active: false };
    const kinds: ProgramChange[] = [{ pairId }, { listId }, { details }, { updatedAt: 7 }, { name: 'all at once' }];
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => programs.update(id, kinds[index % kinds.length] ?? {})),
    );
    expect(await programs.find(id)).toEqual({
      ...program,
      ...{ pairId, listId, details, updatedAt: 7, name: 'all at once', version: 50 },
    });
    // Each answer shows its own change, and perhaps others that came right after it.
    answers.forEach((answer, index) => expect(answer).toMatchObject(kinds[index % kinds.length] ?? {}));
    for (const answer of answers) expect((answer as Program).version).toBeGreaterThan(0);
  });

  it('lets one of many through that have read the same version', async () => {
    const { id } = await stored();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => programs.update(id, { updatedAt: index }, 0)),
    );
    expect(answers.filter((answer) => answer === 'changed')).toHaveLength(19);
    const [winner] = answers.filter((answer) => answer !== 'changed');
    expect(await programs.find(id)).toEqual(winner);
  });

  it('removes one and no other', async () => {
    const first = await stored();
    const second = await stored();
    expect(await programs.remove(first.id)).toBe(true);
    expect(await programs.remove(first.id)).toBe(false);
    expect(await programs.list(10)).toEqual([second]);
  });

  it('lists the newest first, and one more than asked when there are more', async () => {
    const made: Program[] = [];
    for (let n = 0; n < 5; n++) made.unshift(await stored());
    const ids = made.map(({ id }) => id);
    const page = async (limit: number, before?: string) => (await programs.list(limit, before)).map(({ id }) => id);
    expect(await page(2)).toEqual(ids.slice(0, 3));
    expect(await page(2, ids[1])).toEqual(ids.slice(2, 5));
    expect(await page(2, ids[3])).toEqual(ids.slice(4));
    expect(await page(5)).toEqual(ids);
    expect(await page(5, ids[4])).toEqual([]);
  });

  it('counts the programs that use a list or a pair', async () => {
    const [pairId, listId] = [documentId(), documentId()];
    await stored({ pairId, listId });
    const other = await stored({ pairId });
    await stored();
    expect(await programs.countUsingPair(pairId)).toBe(2);
    expect(await programs.countUsingList(listId)).toBe(1);
    await programs.update(other.id, { pairId: null, listId });
    expect(await programs.countUsingPair(pairId)).toBe(1);
    expect(await programs.countUsingList(listId)).toBe(2);
    expect(await programs.countUsingPair(documentId())).toBe(0);
    expect(await programs.countUsingList(documentId())).toBe(0);
  });
}
