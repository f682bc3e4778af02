import { beforeEach, describe, expect, it } from 'vitest';
import { PagedList, type PageRequest } from './paged-list';

interface Row {
  id: number;
  name: string;
}

const rows = (from: number, to: number): Row[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ id: from + index, name: `row ${from + index}` }));

describe('a list that is read by pages', () => {
  /** The reads that were begun and not answered yet. */
  let asked: { request: PageRequest<Row>; answer: (data: Row[] | Error, cursor?: string | null) => Promise<void> }[];
  let list: PagedList<Row>;

  beforeEach(() => {
    asked = [];
    list = new PagedList<Row>({
      key: ({ id }) => id,
      read: (request) =>
        new Promise((resolve, reject) =>
          asked.push({
            request,
            answer: async (data, cursor = null) => {
              if (data instanceof Error) reject(data);
              else resolve({ data, next_cursor: cursor });
              await new Promise((done) => setTimeout(done));
            },
          }),
        ),
    });
  });

  const next = () => {
    const read = asked.shift();
    if (read === undefined) throw new Error('nothing was asked');
    return read;
  };
  const load = async (data: Row[], cursor: string | null = null) => {
    void list.refresh();
    await next().answer(data, cursor);
  };
  const ids = () => list.rows()?.map(({ id }) => id);

  it('shows a page, then the 51st row and the 501st, and says when that is all', async () => {
    await load(rows(1, 50), 'after 50');
    expect([list.rows()?.length, list.more()]).toEqual([50, true]);
    for (let last = 50; last < 501; last += 50) {
      void list.readOn();
      const { request, answer } = next();
      expect(request).toEqual({ limit: 50, cursor: `after ${last}`, after: null });
      await answer(rows(last + 1, Math.min(501, last + 50)), last + 50 < 501 ? `after ${last + 50}` : null);
    }
    expect([ids()?.[50], ids()?.[500], list.more()]).toEqual([51, 501, false]);
  });

  it('keeps all that was loaded when it is read again, in pages as large as the API gives', async () => {
    await load(rows(1, 50), 'after 50');
    void list.readOn();
    await next().answer(rows(51, 620), 'after 620');
    void list.refresh();
    const first = next();
    expect(first.request).toEqual({ limit: 500, cursor: null, after: null });
    await first.answer(rows(0, 499), 'after 499');
    const second = next();
    expect(second.request).toEqual({ limit: 120, cursor: 'after 499', after: null });
    expect(list.rows()).toHaveLength(620);
    await second.answer(rows(500, 619), 'after 619');
    expect([list.rows()?.length, ids()?.[0], list.more()]).toEqual([620, 0, true]);
  });

  it('reads once more, and not more often, when it is asked to while it reads', async () => {
    void list.refresh();
    void list.refresh();
    const last = list.refresh();
    expect(asked).toHaveLength(1);
    await next().answer(rows(1, 1));
    expect(asked).toHaveLength(1);
    await next().answer(rows(1, 2));
    await last;
    expect([ids(), asked.length]).toEqual([[1, 2], 0]);
  });

  it('drops the answer to a selection that is not shown any more', async () => {
    void list.refresh();
    const old = next();
    void list.restart();
    await next().answer(rows(7, 7));
    await old.answer(rows(1, 50), 'old');
    expect([ids(), list.more(), list.loading()]).toEqual([[7], false, false]);
  });

  it('shows what changed while the answer was on its way', async () => {
    await load(rows(1, 2));
    void list.refresh();
    list.update((shown) => shown.map((row) => (row.id === 2 ? { ...row, name: 'new' } : row)));
    await next().answer(rows(1, 2));
    expect(list.rows()?.[1]?.name).toBe('new');
  });

  it('says why it could not be read, until it can, and keeps its rows', async () => {
    await load(rows(1, 2), 'more');
    void list.refresh();
    await next().answer(new Error('no network'));
    expect([list.failure()?.detail, ids()]).toEqual(['no network', [1, 2]]);
    void list.refresh();
    await next().answer(rows(1, 3));
    expect([list.failure(), ids()]).toEqual([null, [1, 2, 3]]);
  });

  it('reads on after the last row that is shown, where rows have left the screen', async () => {
    await load(rows(1, 50), 'after 50');
    list.trim(10);
    expect([list.rows()?.length, list.more()]).toEqual([10, true]);
    void list.readOn();
    const { request, answer } = next();
    expect(request).toEqual({ limit: 500, cursor: null, after: { id: 10, name: 'row 10' } });
    await answer(rows(9, 60), 'after 60');
    expect(ids()).toEqual(rows(1, 60).map(({ id }) => id));
  });

  it('is shown again as it was left', async () => {
    await load(rows(1, 50), 'after 50');
    const loaded = list.loaded();
    const again = new PagedList<Row>({ key: ({ id }) => id, read: () => new Promise(() => undefined) });
    if (loaded !== null) again.restore(loaded);
    expect([again.rows()?.length, again.more()]).toEqual([50, true]);
  });

  it('gives all its rows for a file, also those that are not shown', async () => {
    const all = list.all(700);
    await next().answer(rows(1, 500), 'after 500');
    await next().answer(rows(501, 501));
    expect(await all).toMatchObject({ complete: true, rows: { length: 501 } });
    expect(list.rows()).toBeNull();
  });
});
