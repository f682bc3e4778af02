import type { IncomingHttpHeaders } from 'node:http';
import type { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyRequest, RouteOptions } from 'fastify';
import { type Failure, answerFailure } from '../platform/common/problem.filter.js';
import { JSON_TYPE } from './message-error.js';

export type ErrorForm = (failure: Failure) => object;

/** A JSON Web Token (RFC 7519) by itself, or behind another word than Bearer. */
const LOOSE_TOKEN = /^(?:(?:JWT|Token) +)?([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** An old API: its URLs, how it says what is wrong, and whether its clients may send a token without "Bearer". */
export interface OldApi {
  urls: RegExp;
  errorForm: ErrorForm;
  takesBareTokens: boolean;
}

/**
 * What happens on an old API's URLs before Nest sees a request. Clients send one set of headers with everything, so a
 * JSON content type without a body means no body; and a caller who is nobody, or a body that is broken or too big, is
 * answered in the API's own form.
 */
export function admitOldClients({ httpAdapter }: HttpAdapterHost<FastifyAdapter>, api: OldApi): void {
  const server = httpAdapter.getInstance();
  server.errorForms.push({ ...api, contentType: JSON_TYPE });
  server.addHook('onRoute', (route) => {
    if (api.urls.test(route.url)) makeLenient(route, api);
  });
}

/** How addresses are answered that no old API has, and that its clients may ask for. To be called behind all of these. */
export function answerBelow(
  { httpAdapter }: HttpAdapterHost<FastifyAdapter>,
  urls: RegExp,
  errorForm: ErrorForm,
): void {
  httpAdapter.getInstance().errorForms.push({ urls, errorForm, contentType: JSON_TYPE });
}

function makeLenient(route: RouteOptions, { errorForm, takesBareTokens }: OldApi): void {
  const understand = ({ headers }: FastifyRequest, _: unknown, done: () => void): void => {
    if (hasNoBody(headers)) delete headers['content-type'];
    const [, token] = (takesBareTokens && LOOSE_TOKEN.exec(headers.authorization?.trim() ?? '')) || [];
    if (token !== undefined) headers.authorization = `Bearer ${token}`;
    done();
  };
  // Before anybody asks who calls.
  route.onRequest = [understand, route.onRequest ?? []].flat();
  route.errorHandler = (error, request, reply) => answerFailure(request, reply, error, JSON_TYPE, errorForm);
}

const hasNoBody = (headers: IncomingHttpHeaders): boolean =>
  headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;
