import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { RouteOptions } from 'fastify';
import { failureOf } from '../../common/problem.filter.js';
import { gatewayError } from './gateway-error.filter.js';

const GATEWAY_URL = /^\/api\/(auth|sim-cards|sms|statistics|logs|generate-api-key)(\/|$)/;

/**
 * What happens on the gateway's URLs before Nest sees a request. Old clients send one set of headers with everything,
 * so a JSON content type without a body means no body; and a body that is broken or too big is answered in this API's
 * form.
 */
@Injectable()
export class GatewayLeniency {
  constructor({ httpAdapter }: HttpAdapterHost<FastifyAdapter>) {
    httpAdapter.getInstance().addHook('onRoute', (route) => {
      if (GATEWAY_URL.test(route.url)) makeLenient(route);
    });
  }
}

function makeLenient(route: RouteOptions): void {
  route.preParsing = (request, _reply, payload, done) => {
    if (hasNoBody(request.headers)) delete request.headers['content-type'];
    done(null, payload);
  };
  route.errorHandler = (error, _request, reply) => {
    const failure = failureOf(error);
    void reply.status(failure.status).send(gatewayError(failure));
  };
}

const hasNoBody = (headers: IncomingHttpHeaders): boolean =>
  headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;
