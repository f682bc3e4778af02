import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { type FastifyRequest, errorCodes } from 'fastify';
import { MULTIPART, REPORT_URL } from '../../platform/common/bodies/bodies.js';
import { Invalid, NotFound } from '../../platform/common/errors.js';
import { ProviderSealService } from './provider-seal.service.js';

const LARGEST_BODY = 64 * 1024;
/** What a report's body is taken for, so that no other parser reads it. */
const RAW = 'application/vnd.signalbox.report';

const FORM = 'application/x-www-form-urlencoded';

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
    server.addContentTypeParser(RAW, { parseAs: 'string', bodyLimit: LARGEST_BODY }, (request, body, done) => {
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

  /** What came, and what the sender said that it is. The fields of a multipart form as those of a plain one. */
  async contentOf({ raw, body }: FastifyRequest): Promise<{ content_type: string; body: string }> {
    const type = this.types.get(raw) ?? '';
    const text = typeof body === 'string' ? body : '';
    return MULTIPART.test(type)
      ? { content_type: FORM, body: await fieldsOf(text, type) }
      : { content_type: type, body: text };
  }
}

/** @throws Invalid when it is no such form */
async function fieldsOf(text: string, type: string): Promise<string> {
  try {
    const form = await new Response(text, { headers: { 'content-type': type } }).formData();
    const fields = new URLSearchParams();
    for (const [name, value] of form) if (typeof value === 'string') fields.append(name, value);
    return fields.toString();
  } catch {
    throw Invalid.field('body', 'expected a whole form of multipart/form-data');
  }
}
