import { Readable } from 'node:stream';
import { Injectable, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { cutWhenStalled } from '../../platform/common/stalled-reader.js';
import { Turns } from '../../platform/common/turns.js';
import { Config } from '../../platform/config/config.js';
import { JSON_TYPE } from '../message-error.js';
import { WholeLists, callerOf, nameOf } from '../whole-lists.js';
import { type GatewayList, firstPageOf, jsonOf } from './gateway-list.js';

const WAIT_MS = 5_000;
const STALLED_MS = 30_000;
/** Of a client that goes on by a cursor and does not say by how much. */
const DEFAULT_LIMIT = 100;
const WHY = 'Another whole list is being read under this key or account: read it by the page, with limit.';

/** How lists are answered: by the page where the client asks for one, else everything. */
@Injectable()
export class GatewayListsService {
  private readonly turns = new Turns();
  private readonly wholeLists = new WholeLists();

  constructor(private readonly config: Config) {}

  /** @throws TooMany where the caller's last whole list is still being read; what the list throws */
  async answer(list: GatewayList, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const enveloped = list.name === 'statuses' || this.config.env.GATEWAY_API_ENVELOPES;
    const { limit, cursor } = list.query;
    const isWhole = limit === undefined && cursor === undefined;
    this.wholeLists.note(request, isWhole);
    if (isWhole) return this.whole(list, request, reply, enveloped);
    const { data, next_cursor } = await list.page({ limit: limit ?? DEFAULT_LIMIT, cursor });
    // RFC 8288.
    if (next_cursor !== null) void reply.header('link', `<${withCursor(request.url, next_cursor)}>; rel="next"`);
    return enveloped ? { [list.name]: data } : data;
  }

  private async whole(list: GatewayList, request: FastifyRequest, reply: FastifyReply, enveloped: boolean) {
    const over = await this.turns.take(nameOf(callerOf(request)), WAIT_MS, WHY);
    if (reply.raw.destroyed) over();
    else reply.raw.once('close', over);
    cutWhenStalled(reply.raw, STALLED_MS);
    const first = await firstPageOf(list);
    // A break in the middle ends the connection: half a list must not look like a whole one.
    return new StreamableFile(Readable.from(jsonOf(list, first, enveloped), { highWaterMark: 1 }), { type: JSON_TYPE });
  }
}

function withCursor(url: string, cursor: string): string {
  const [path = '', query] = url.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', cursor);
  return `${path}?${parameters.toString()}`;
}
