import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Page, PageQuery } from '@signalbox/contracts/common';
import {
  type NumberListChange,
  NumberListId,
  type NumberList as NumberListView,
} from '@signalbox/contracts/number-lists';
import { Conflict, Invalid, NotFound } from '../../platform/common/errors.js';
import { ImportsService } from './import/imports.service.js';
import { nameTaken } from './list-name.js';
import { ListChunksService } from './list-chunks.service.js';
import { NewListsService, type NewListOptions } from './new-lists.service.js';
import { toListView } from './number-list-view.js';
import type { ImportState, ListRow, NumberList } from './number-list.js';
import { NumberListRepository } from './number-list.repository.js';

/** Why a list is used, in words such as `the program "Spring" sends to it`; null when it is not. */
export type UseCheck = (listId: string) => Promise<string | null>;

/** Number lists, for their doors and for other features. */
@Injectable()
export class NumberListsService {
  private readonly useChecks: UseCheck[] = [];

  constructor(
    private readonly repository: NumberListRepository,
    private readonly imports: ImportsService,
    private readonly chunks: ListChunksService,
    private readonly newLists: NewListsService,
  ) {}

  /** Whoever uses lists says so here: a list is not deleted while a check answers a reason. */
  registerUse(check: UseCheck): void {
    this.useChecks.push(check);
  }

  /**
   * Takes a file from a stream and begins to import it; the list is answered before that ends, with the status
   * `importing`. Nothing is left behind when it fails.
   * @throws Invalid, Conflict when the name is taken, UploadTooLarge
   */
  importStream(stream: Readable, options: NewListOptions): Promise<NumberList> {
    return this.newLists.fromStream(stream, options);
  }

  /** With what is known at this moment, where it is being imported. */
  async find(id: string): Promise<NumberList | null> {
    return (await this.stateOf(id))?.list ?? null;
  }

  /** @throws NotFound */
  async require(id: string): Promise<NumberList> {
    return (await this.requireState(id)).list;
  }

  /** The list when its import has ended, or as it is after so many ms; null when there is none. */
  async findImported(id: string, withinMs: number): Promise<NumberList | null> {
    await this.imports.ended(id, withinMs);
    return this.find(id);
  }

  findByName(name: string): Promise<NumberList | null> {
    return this.repository.findByName(name);
  }

  /** Rows of a ready list from the n-th on, n from 0, at most `count`; fewer at the end. */
  rows(list: NumberList, from: number, count: number): Promise<ListRow[]> {
    return this.chunks.rows(list, from, count);
  }

  async list({ limit, cursor }: PageQuery): Promise<Page<NumberListView>> {
    if (cursor !== undefined && !NumberListId.safeParse(cursor).success) {
      throw Invalid.field('cursor', 'expected the next_cursor of an earlier answer');
    }
    const lists = await this.repository.list(limit, cursor);
    const page = lists.slice(0, limit);
    const last = page.at(-1);
    return {
      data: page.map((list) => toListView(this.current(list))),
      next_cursor: lists.length > limit && last ? last.id : null,
    };
  }

  /** @throws NotFound */
  async get(id: string): Promise<NumberListView> {
    return toListView(await this.requireState(id));
  }

  /** @throws NotFound, Conflict when the name is taken */
  async change(id: string, { name }: NumberListChange): Promise<NumberListView> {
    const changed = await this.repository.update(id, { name, updatedAt: Date.now() });
    if (changed === null) throw new NotFound('number list', id);
    if (changed === 'taken') throw nameTaken();
    this.imports.renamed(changed);
    return toListView(this.current(changed));
  }

  /** With its rows; an import that goes on is ended. @throws NotFound, Conflict when it is used */
  async remove(id: string): Promise<void> {
    await this.requireState(id);
    for (const check of this.useChecks) {
      const reason = await check(id);
      if (reason !== null) throw new Conflict(`The number list is used: ${reason}.`);
    }
    await this.imports.cancel(id);
    if (!(await this.repository.remove(id))) throw new NotFound('number list', id);
  }

  private async requireState(id: string): Promise<ImportState> {
    const state = await this.stateOf(id);
    if (!state) throw new NotFound('number list', id);
    return state;
  }

  private async stateOf(id: string): Promise<ImportState | null> {
    const running = this.imports.stateOf(id);
    try {
      const list = await this.repository.find(id);
      return list && this.current(list, running);
    } catch (error) {
      // While the database does not answer, the import waits for it, and says so.
      if (running) return running;
      throw error;
    }
  }

  private current(list: NumberList, running = this.imports.stateOf(list.id)): ImportState {
    if (list.status !== 'importing' || !running) return { list, share: 0 };
    return { list: { ...list, details: running.list.details }, share: running.share };
  }
}
