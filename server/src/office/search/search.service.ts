import { Injectable } from '@nestjs/common';
import type { SearchResult } from '@signalbox/contracts/office/search';
import { callingCodeOf } from '../../platform/common/phone-number.js';
import { Config } from '../../platform/config/config.js';
import { firstOf, soughtBy } from './search.js';
import { SearchRepository } from './search.repository.js';

/** Customers, invoices and tickets by what people have of them at hand. */
@Injectable()
export class SearchService {
  constructor(
    private readonly found: SearchRepository,
    private readonly config: Config,
  ) {}

  async find(text: string): Promise<SearchResult> {
    const sought = soughtBy(text, callingCodeOf(this.config.env.DEFAULT_COUNTRY));
    return { data: firstOf(await this.found.find(sought)) };
  }
}
