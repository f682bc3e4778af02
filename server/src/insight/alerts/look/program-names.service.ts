import { Injectable } from '@nestjs/common';
import { ProgramsService } from '../../../campaigns/programs/programs.service.js';

const PAGE = 500;

/** What programs are called. */
@Injectable()
export class ProgramNamesService {
  constructor(private readonly programs: ProgramsService) {}

  /** By id. */
  async all(): Promise<Map<string, string>> {
    const names = new Map<string, string>();
    for (let cursor: string | undefined; ;) {
      const page = await this.programs.list({ limit: PAGE, cursor });
      for (const { id, name } of page.data) names.set(id, name);
      if (page.next_cursor === null) return names;
      cursor = page.next_cursor;
    }
  }
}
