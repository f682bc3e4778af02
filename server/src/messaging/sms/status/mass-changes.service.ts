import { Injectable } from '@nestjs/common';
import { KeyedMutex } from '../../../platform/common/keyed-mutex.js';
import { chunks } from '../../../platform/common/chunks.js';
import type { ChangeBuilder } from '../change.js';
import type { Message } from '../message.js';
import { ChangeWriterService } from './change-writer.service.js';

/** Some milliseconds' work for the write lane. */
const PAGE = 100;
const LONGEST_REST_MS = 1_000;

/**
 * Changes that no caller waits for, however many there are: what became due, expired, was held or taken back. A page is
 * written at a time, whoever asks, and then nothing for as long as that took: so acceptance has the write lane for at
 * least half of the time, and waits for one page at the most.
 */
@Injectable()
export class MassChangesService {
  private readonly turns = new KeyedMutex();

  constructor(private readonly writer: ChangeWriterService) {}

  /**
   * Changes each message as `make` says, which is asked again where somebody else was faster, see ChangeWriterService. Resolves
   * when all is on disk; to whether each was changed, in order.
   */
  async change(messages: readonly Message[], make: (message: Message) => ChangeBuilder | null): Promise<boolean[]> {
    const changed: boolean[] = [];
    for (const page of chunks(messages, PAGE)) {
      changed.push(...(await this.turns.take('page', () => this.changePage(page, make))));
    }
    return changed;
  }

  private async changePage(
    page: readonly Message[],
    make: (message: Message) => ChangeBuilder | null,
  ): Promise<boolean[]> {
    const began = performance.now();
    const changed = await Promise.all(page.map((message) => this.writer.change(message, make)));
    const took = performance.now() - began;
    if (page.length === PAGE) await new Promise((resolve) => setTimeout(resolve, Math.min(LONGEST_REST_MS, took)));
    return changed;
  }
}
