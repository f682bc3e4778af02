import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { OfficeSearch, SearchResult } from '@signalbox/contracts/office/search';
import { Allow } from '../../platform/common/access.js';
import { Answers } from '../../platform/common/answers.js';
import { SearchService } from './search.service.js';

@ApiTags('Search')
@Controller('api/v1/search')
export class SearchController {
  constructor(private readonly search: SearchService) {}

  @Answers(SearchResult)
  @Get()
  @Allow('office.read')
  find(@Query({ schema: OfficeSearch }) { q }: OfficeSearch) {
    return this.search.find(q);
  }
}
