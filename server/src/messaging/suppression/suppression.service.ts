import { Injectable, type OnModuleInit } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Config } from '../../platform/config/config.js';
import { type Keyword, Keywords } from './keywords.js';
import { NumberSet, digitsOf } from '../../platform/common/number-set.js';
import type { SuppressionChange } from './suppression.js';
import { SuppressionRepository } from './suppression.repository.js';

/** Numbers read in one go at the start: some milliseconds' work. */
const PAGE = 10_000;

/** Which numbers get no messages. All of them are in memory, since every row of every run is asked for. */
@Injectable()
export class SuppressionService implements OnModuleInit {
  private readonly suppressed = new NumberSet();
  private keywords = { of: '', by: new Keywords('', '') };

  constructor(
    private readonly repository: SuppressionRepository,
    private readonly config: Config,
  ) {}

  async onModuleInit(): Promise<void> {
    let page: string[] = [];
    do {
      page = await this.repository.numbers(PAGE, page.at(-1));
      for (const number of page) this.suppressed.add(digitsOf(number));
      await nextTurn();
    } while (page.length === PAGE);
  }

  /** Whether a number is on the list, as far as that is committed; only E.164 ones are, a short code never. */
  isSuppressed(peer: string): boolean {
    return peer.startsWith('+') && this.suppressed.has(digitsOf(peer));
  }

  get size(): number {
    return this.suppressed.size;
  }

  /** A copy of all suppressed numbers, as the digits behind the plus, in no order. */
  snapshot(): Float64Array<ArrayBuffer> {
    return this.suppressed.toArray();
  }

  /** What a whole message says about sending to its sender; null when it is about something else. */
  keywordOf(text: string): Keyword | null {
    const { STOP_WORDS, START_WORDS } = this.config.env;
    const of = `${STOP_WORDS}\n${START_WORDS}`;
    // Made again when somebody set other words.
    if (of !== this.keywords.of) this.keywords = { of, by: new Keywords(STOP_WORDS, START_WORDS) };
    return this.keywords.by.of(text);
  }

  /** Applies changes in order and answers for each whether it changed anything; what was done already changes nothing. */
  async apply(changes: SuppressionChange[]): Promise<boolean[]> {
    if (changes.length === 0) return [];
    const done = await this.repository.apply(changes);
    for (const change of changes) {
      if ('add' in change) this.suppressed.add(digitsOf(change.add.number));
      else this.suppressed.delete(digitsOf(change.remove));
    }
    return done;
  }
}
