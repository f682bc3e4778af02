import type { Page } from '@signalbox/contracts/common';
import { LARGEST_PAGE, type PageOf } from './api';

/** Every row of a list, however many pages it has: for names and choices, which must not end in silence. */
export async function allPages<Row>(read: (page: PageOf) => Promise<Page<Row>>): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Row> = await read({ limit: LARGEST_PAGE, cursor });
    rows.push(...page.data);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return rows;
}
