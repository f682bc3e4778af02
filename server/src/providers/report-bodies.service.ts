import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { type FastifyRequest, errorCodes } from 'fastify';

export const REPORT_URL = '/api/v1/providers/:id/reports/:token';
const LARGEST_BODY = 64 * 1024;
/** What a report's body is taken for, so that no other parser reads it. */
const RAW = 'application/vnd.signalbox.report';

/** Delivery reports come as JSON, as forms and as whatever else: their bodies are taken as the text that they are. */
@Injectable()
export class ReportBodies {
  private readonly types = new WeakMap<FastifyRequest['raw'], string>();

  constructor({ httpAdapter }: HttpAdapterHost<FastifyAdapter>) {
    const server = httpAdapter.getInstance();
    server.addContentTypeParser(RAW, { parseAs: 'string', bodyLimit: LARGEST_BODY }, (request, body, done) => {
      const isReport = request.routeOptions.url === REPORT_URL;
      done(isReport ? null : new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(RAW), body);
    });
    server.addHook('onRoute', (route) => {
      if (route.url !== REPORT_URL) return;
      route.preParsing = ({ raw, headers }, _reply, payload, done) => {
        this.types.set(raw, headers['content-type'] ?? '');
        headers['content-type'] = RAW;
        done(null, payload);
      };
    });
  }

  /** What the sender said that its body is. */
  typeOf({ raw }: FastifyRequest): string {
    return this.types.get(raw) ?? '';
  }
}
