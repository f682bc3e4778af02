import { setImmediate } from 'node:timers/promises';
import type { Page } from '@signalbox/contracts/common';
import type { GatewayListQuery } from '@signalbox/contracts/gateway';

/** Rows that are read from the database, and held, at a time. */
const PAGE_ROWS = 500;
/** Written at a time, in octets: little enough to see that a slow reader takes some of it. */
const PIECE = 16 * 1024;

/** A list as a door of this API gives it, to be answered whole or by the page. */
export interface GatewayList<Row = unknown> {
  query: GatewayListQuery;
  /** What it is called where it is a field of an object. */
  name: 'messages' | 'logs' | 'statuses';
  /** Newest first. */
  page(query: { limit: number; cursor?: string }): Promise<Page<Row>>;
}

export const firstPageOf = (list: GatewayList): Promise<Page<unknown>> => list.page({ limit: PAGE_ROWS });

/**
 * A list's JSON text, a page at a time, so that a list of any length takes the memory of one page. Others are served in
 * between.
 * @param first its first page, so that what goes wrong with that can still be answered as an error
 */
export async function* jsonOf(list: GatewayList, first: Page<unknown>, enveloped: boolean): AsyncGenerator<Buffer> {
  yield Buffer.from(enveloped ? `{"${list.name}":[` : '[');
  let separator = '';
  for (let page = first; ;) {
    if (page.data.length > 0) yield* piecesOf(separator + page.data.map((row) => JSON.stringify(row)).join(','));
    if (page.next_cursor === null) break;
    await setImmediate();
    page = await list.page({ limit: PAGE_ROWS, cursor: page.next_cursor });
    separator = ',';
  }
  yield Buffer.from(enveloped ? ']}' : ']');
}

function* piecesOf(text: string): Generator<Buffer> {
  const octets = Buffer.from(text);
  for (let at = 0; at < octets.length; at += PIECE) yield octets.subarray(at, at + PIECE);
}
