import { Injectable } from '@nestjs/common';
import { NumberListsService } from '../number-lists/number-lists.service.js';
import { PairUsesService } from '../../messaging/pairs/pair-uses.service.js';
import { ProgramRepository } from './program.repository.js';
import type { Run } from './runs/run.js';
import { RunRepository } from './runs/run.repository.js';

const inWords = (count: number): string | null =>
  count === 0 ? null : count === 1 ? 'a program uses it' : `${count} programs use it`;

/** Keeps pairs and number lists that programs and their runs use from being deleted. */
@Injectable()
export class ProgramUsesService {
  constructor(
    private readonly repository: ProgramRepository,
    private readonly runs: RunRepository,
    private readonly pairs: PairUsesService,
    private readonly lists: NumberListsService,
  ) {}

  register(): void {
    this.pairs.register({
      reasonToKeep: async (id) =>
        inWords(await this.repository.countUsingPair(id)) ?? this.ofRuns(({ settings }) => settings.pairId === id),
    });
    this.lists.registerUse(
      async (id) =>
        inWords(await this.repository.countUsingList(id)) ?? this.ofRuns(({ settings }) => settings.listId === id),
    );
  }

  /** A run keeps to what its program was when it started. */
  private async ofRuns(uses: (run: Run) => boolean): Promise<string | null> {
    return (await this.runs.allGoing()).some(uses) ? 'a run uses it that has not ended' : null;
  }
}
