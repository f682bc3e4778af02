import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Page } from '@signalbox/contracts/common';
import type { NewPair, PairChange as PairPatch, PairQuery, Pair as PairView } from '@signalbox/contracts/pairs';
import { Conflict, DomainError, Invalid, NotFound, Unavailable } from '../../platform/common/errors.js';
import { KeyedMutex } from '../../platform/common/keyed-mutex.js';
import { chunks } from '../../platform/common/chunks.js';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { PairBook } from './pair-book.js';
import { PairIndex } from './pair-index.js';
import { pageOfPairs } from './pair-page.js';
import { changedFields, nameTaken, newFields, requireDistinct, sameFields } from './pair-rules.js';
import { PairUsesService } from './pair-uses.service.js';
import { toPairView } from './pair-view.js';
import { type Pair, type PairFields, nameOf, newPair, operatorKey } from './pair.js';
import { PairRepository } from './pair.repository.js';
import { PairsEvents } from './pairs.events.js';
import { unfoundReason } from './rest-table.js';
import { type Numbering, Starter } from './starter.js';

/** How long the start waits for a document store that does not answer; then the server goes on without. */
const PATIENCE_MS = 3_000;
const RETRY_MS = 5_000;
/** Pairs of an import that are written at once. */
const CHUNK = 50;

/** Every pair, stored and in memory: each message asks for its own. */
@Injectable()
export class PairsService implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(PairsService.name);
  private book = new PairBook([]);
  private loaded = false;
  private timer: NodeJS.Timeout | null = null;
  private stopped = false;
  private readonly turns = new KeyedMutex();

  constructor(
    private readonly repository: PairRepository,
    private readonly events: PairsEvents,
    private readonly uses: PairUsesService,
    private readonly log: SystemLogService,
  ) {}

  async onModuleInit(): Promise<void> {
    let patience: NodeJS.Timeout | undefined;
    const enough = new Promise((resolve) => (patience = setTimeout(resolve, PATIENCE_MS)));
    await Promise.race([this.load(), enough]);
    clearTimeout(patience);
  }

  onModuleDestroy(): void {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
  }

  /** The pair of a number: that with the longest prefix, inactive ones too, or its country's for the rest. @param e164 with its plus */
  matchPrefix(e164: string): Pair | undefined {
    return this.book.matchPrefix(e164);
  }

  find(id: string): Pair | undefined {
    return this.book.find(id);
  }

  /** By country, then by operator. */
  get all(): readonly Pair[] {
    return this.book.pairs;
  }

  /** As `all`. @throws Unavailable while the pairs are not loaded. */
  known(): readonly Pair[] {
    this.requireLoaded();
    return this.all;
  }

  /** Those of an operator, in whatever case it is written. @throws Unavailable */
  ofOperator(operator: string): Pair[] {
    const key = operatorKey(operator);
    return this.known().filter((pair) => operatorKey(pair.operator) === key);
  }

  /** Why no message finds a pair, in words; null where some do. */
  warningOf(pair: Pair): string | null {
    return unfoundReason(pair, this.all);
  }

  /** What the starter set says of a pair, without prefixes that others have. @throws Unavailable */
  async starterNumbering(country: string, operator: string): Promise<Numbering> {
    const taken = new Set(this.known().flatMap(({ active, prefixes }) => (active ? prefixes : [])));
    return (await Starter.read()).numberingOf(country, operator, taken);
  }

  /** @throws Invalid naming the field's item that is no pair; Unavailable while the pairs are not loaded. */
  requireAll(field: string, ids: readonly string[]): void {
    if (ids.length === 0) return;
    this.requireLoaded();
    const unknown = ids.findIndex((id) => !this.find(id));
    if (unknown >= 0) throw Invalid.field(`${field}.${unknown}`, 'expected the id of a pair');
  }

  list(query: PairQuery): Page<PairView> {
    this.requireLoaded();
    return pageOfPairs(this.all, query);
  }

  get(id: string): PairView {
    this.requireLoaded();
    return toPairView(require(this.book, id));
  }

  /**
   * @param countryLabel the country as the client wrote it; null where it wrote the code
   * @throws Invalid, see pair-rules.ts; Conflict when the name or a prefix is another's.
   */
  create(body: NewPair, userId: number, countryLabel: string | null = null): Promise<PairView> {
    const fields = newFields(body);
    return this.exclusively(async (book) => {
      requireDistinct(fields, undefined, new PairIndex(book.pairs));
      const pair = { ...newPair(fields), countryLabel };
      if (!(await this.repository.create(pair))) throw nameTaken(fields);
      this.use(book.with(pair));
      this.note('pair.created', nameOf(pair), userId);
      return toPairView(pair);
    });
  }

  /** @param countryLabel as of `create`. @throws NotFound, Invalid, Conflict as `create`. */
  change(id: string, body: PairPatch, userId: number, countryLabel?: string | null): Promise<PairView> {
    return this.exclusively(async (book) => {
      const pair = require(book, id);
      const fields = changedFields(pair, body);
      const change = changeOf(pair, fields);
      if (countryLabel !== undefined) change.countryLabel = countryLabel;
      if (sameFields(pair, fields) && change.countryLabel === pair.countryLabel) return toPairView(pair);
      requireDistinct(fields, id, new PairIndex(book.pairs));
      const changed = await this.repository.update(id, change);
      if (changed === 'taken') throw nameTaken(fields);
      if (!changed) throw new NotFound('pair', id);
      this.use(book.with(changed));
      this.note('pair.changed', `${nameOf(changed)}: ${Object.keys(body).join(', ')}`, userId);
      return toPairView(changed);
    });
  }

  /** SIM cards that were assigned to it are not any more. @throws Conflict while something needs it. */
  remove(id: string, userId: number): Promise<void> {
    return this.exclusively(async (book) => {
      const pair = require(book, id);
      const reason = await this.uses.reasonToKeep(id);
      if (reason !== null) throw new Conflict(`The pair ${nameOf(pair)} cannot be deleted: ${reason}.`);
      // First, so that a crash leaves no reference to a pair that is gone; and again for one made in between.
      await this.uses.forget(id);
      if (!(await this.repository.remove(id))) throw new NotFound('pair', id);
      this.use(book.without(id));
      await this.uses.forget(id);
      this.note('pair.deleted', nameOf(pair), userId);
    });
  }

  /**
   * Stores many in one turn. `plan` is shown the pairs as they are, and answers each pair as it is to be.
   * @returns for each whether it was stored: not when another server took its name meanwhile.
   */
  storeAll(plan: (book: PairBook) => Pair[], userId: number): Promise<boolean[]> {
    return this.exclusively(async (book) => {
      const pairs = plan(book);
      const done: boolean[] = [];
      for (const chunk of chunks(pairs, CHUNK)) {
        done.push(...(await Promise.all(chunk.map((pair) => this.store(book.find(pair.id), pair)))));
      }
      this.use(await this.refresh());
      this.note('pair.imported', `${done.filter(Boolean).length} pairs`, userId);
      return done;
    });
  }

  private async store(before: Pair | undefined, pair: Pair): Promise<boolean> {
    if (!before) return this.repository.create(pair);
    const changed = await this.repository.update(pair.id, changeOf(before, pair));
    return changed !== null && changed !== 'taken';
  }

  /** One change at a time, each on the pairs as they are stored: rules that look at all of them hold. */
  private async exclusively<T>(work: (book: PairBook) => Promise<T> | T): Promise<T> {
    try {
      return await this.turns.take('pairs', async () => work(await this.refresh()));
    } catch (error) {
      // Something may be stored that is not known here.
      if (!(error instanceof DomainError) || error.status >= 500) this.loadLater();
      throw error;
    }
  }

  private async refresh(): Promise<PairBook> {
    this.book = new PairBook(await this.repository.all());
    this.loaded = true;
    return this.book;
  }

  private use(book: PairBook): void {
    this.book = book;
    this.events.changed.next();
  }

  /** Again and again until it worked; sending goes on meanwhile, with the pairs that are known. */
  private async load(): Promise<void> {
    try {
      await this.exclusively(() => this.events.changed.next());
    } catch (error) {
      if (!this.stopped) this.logger.error({ error }, 'the pairs cannot be read; it is tried again');
    }
  }

  private loadLater(): void {
    if (this.stopped) return;
    this.timer ??= setTimeout(() => {
      this.timer = null;
      void this.load();
    }, RETRY_MS);
  }

  private requireLoaded(): void {
    if (!this.loaded) throw new Unavailable('The pairs cannot be read just now; try again soon.');
  }

  private note(action: string, details: string, userId: number): void {
    this.log.record({ action, details, status: 'ok', userId });
  }
}

/** A label belongs to the country it was written for. */
const changeOf = (pair: Pair, fields: PairFields) => ({
  country: fields.country,
  countryLabel: fields.country === pair.country ? pair.countryLabel : null,
  operator: fields.operator,
  mcc: fields.mcc,
  mnc: fields.mnc,
  prefixes: fields.prefixes,
  isHighPriority: fields.isHighPriority,
  takesRest: fields.takesRest,
  active: fields.active,
  shortCodes: fields.shortCodes,
  updatedAt: Date.now(),
});

function require(book: PairBook, id: string): Pair {
  const pair = book.find(id);
  if (!pair) throw new NotFound('pair', id);
  return pair;
}
