import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { type FastifyRequest, errorCodes } from 'fastify';
import { MULTIPART, REPORT_URL } from '../../platform/common/bodies/bodies.js';
import { formOf, textOf } from '../../platform/common/bodies/charset.js';
import { Invalid, NotFound } from '../../platform/common/errors.js';
import { ProviderSealService } from './provider-seal.service.js';

const LARGEST_BODY = 64 * 1024;
/** What a report's body is taken for, so that no other parser reads it. */
const RAW = 'application/vnd.signalbox.report';

const FORM = 'application/x-www-form-urlencoded';
/** U+FFFD as a form writes it: what stands where octets were no text. */
const DAMAGED = '%EF%BF%BD';
/** As it stands in a Content-Type. */
const CHARSET = /;\s*charset\s*=\s*"?[^\s;"]+"?/i;

export interface ReportAddress {
  id: string;
  token: string;
}

export const nobody = (): NotFound => new NotFound('address for reports', 'such as this');

/** Delivery reports come as JSON, as forms and as whatever else: their bodies are taken as the text that they are. */
@Injectable()
export class ReportBodiesService {
  private readonly types = new WeakMap<FastifyRequest['raw'], string>();

  constructor(
    { httpAdapter }: HttpAdapterHost<FastifyAdapter>,
    private readonly seal: ProviderSealService,
  ) {
    const server = httpAdapter.getInstance();
    server.addContentTypeParser(RAW, { parseAs: 'buffer', bodyLimit: LARGEST_BODY }, (request, body, done) => {
      const isReport = request.routeOptions.url === REPORT_URL;
      done(isReport ? null : new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(RAW), body);
    });
    server.addHook('onRoute', (route) => {
      if (route.url !== REPORT_URL) return;
      route.bodyLimit = LARGEST_BODY;
      route.preParsing = ({ raw, headers, params }, _reply, payload, done) => {
        if (!this.isAddress(params as ReportAddress)) return done(nobody());
        this.types.set(raw, headers['content-type'] ?? '');
        headers['content-type'] = RAW;
        done(null, payload);
      };
    });
  }

  /** Whether an address is one that a provider was given, which is all that it shows of itself. */
  isAddress({ id, token }: ReportAddress): boolean {
    return /^[1-9]\d{0,9}$/.test(id) && this.seal.isReportToken(Number(id), token);
  }

  /**
   * What came, and what the sender said that it is: in UTF-8, whatever charset it was in. The fields of a multipart form
   * as those of a plain one.
   * @throws Invalid, or a 415, when it is not in the charset that it should be in: half a word would be no opt-out
   */
  async contentOf({ raw, body }: FastifyRequest): Promise<{ content_type: string; body: string }> {
    const type = this.types.get(raw) ?? '';
    const octets = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    if (MULTIPART.test(type)) return { content_type: FORM, body: await fieldsOf(octets, type) };
    const content_type = type.replace(CHARSET, '; charset=utf-8');
    return { content_type, body: isForm(type, octets) ? formOf(octets, type) : textOf(octets, type) };
  }

  /** The fields of an address, in the charset of its body. @throws as `contentOf` does */
  queryOf({ raw, url }: FastifyRequest): Record<string, string> {
    const [, query = ''] = url.split(/\?(.*)/s);
    try {
      return Object.fromEntries(new URLSearchParams(formOf(Buffer.from(query), this.types.get(raw))));
    } catch (error) {
      throw error instanceof Invalid ? Invalid.field('query', 'expected UTF-8') : error;
    }
  }
}

/** By its type, or by its beginning where that says nothing of it: workers read as a form whatever is no JSON. */
const isForm = (type: string, octets: Buffer): boolean =>
  /x-www-form-urlencoded/i.test(type) || (!/json|xml/i.test(type) && /^[\w.[\]-]+=/.test(octets.toString('latin1')));

/** @throws Invalid when it is no such form, or its fields are not in UTF-8 */
async function fieldsOf(octets: Buffer, type: string): Promise<string> {
  const form = await new Response(new Uint8Array(octets), { headers: { 'content-type': type } })
    .formData()
    .catch(() => {
      throw Invalid.field('body', 'expected a whole form of multipart/form-data');
    });
  const fields = new URLSearchParams();
  for (const [name, value] of form) if (typeof value === 'string') fields.append(name, value);
  if (fields.toString().includes(DAMAGED)) throw Invalid.field('body', 'expected fields in UTF-8');
  return fields.toString();
}
