import { Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import { NumberListsService } from '../../campaigns/number-lists/number-lists.service.js';
import type { NumberList } from '../../campaigns/number-lists/number-list.js';

/** What a list in JSON is like. */
export interface JsonList {
  text: string;
  /** The list is named after it. */
  pairName: string;
  ownerId: number;
  /** ISO 3166 code; the installation's own without one. */
  country: string | undefined;
}

/** The lists of programs that are made here. */
@Injectable()
export class ProgramListsService {
  private readonly logger = new Logger(ProgramListsService.name);

  constructor(private readonly lists: NumberListsService) {}

  find(id: string): Promise<NumberList | null> {
    return this.lists.find(id);
  }

  /** Begins to import a list that came in JSON. @throws Invalid when it is no list of numbers */
  fromJson({ text, pairName, ownerId, country }: JsonList): Promise<NumberList> {
    return this.lists.importStream(Readable.from([Buffer.from(text)]), {
      fileName: `${pairName}.txt`,
      contentType: 'text/plain',
      ownerId,
      defaultCountry: country,
    });
  }

  /** Does something with a new list, which is not left behind when that fails. */
  async used<T>(listId: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      await this.lists
        .remove(listId)
        .catch((cause: unknown) => this.logger.warn({ error: cause, list: listId }, 'a list was left behind'));
      throw error;
    }
  }
}
