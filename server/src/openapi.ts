import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { Problem } from '@signalbox/contracts/common';
import type { FastifyInstance, onRequestHookHandler } from 'fastify';
import { z } from 'zod';
import type { Access } from './platform/common/access.js';
import { VERSION } from './platform/version.js';

const PAGES = 'api/docs';
/** The pages' own scripts and the API itself; their styles stand in the page. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** OpenAPI at `/api/openapi.json`, its pages at `/api/docs`. */
export function describeApi(app: NestFastifyApplication): void {
  const description = new DocumentBuilder()
    .setTitle('Signalbox')
    .setDescription(
      'Send, receive and track SMS. Errors are problem documents (RFC 9457); every write takes Idempotency-Key.',
    )
    .setVersion(VERSION)
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth()
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key' }, 'api-key')
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('api-key')
    .build();
  const describe = () =>
    withTruths(
      SwaggerModule.createDocument(app, description, {
        standardSchemaConverter: (schema, { schemaType }) => ({ schema: jsonSchemaOf(schema, schemaType) }),
      }),
      accesses,
    );
  const server = app.getHttpAdapter().getInstance();
  const accesses = accessesOf(server);
  guardPages(server);
  SwaggerModule.setup(PAGES, app, describe, {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    customSiteTitle: 'Signalbox API',
  });
}

type Accesses = ReadonlyMap<string, Access>;

/** Whom each route lets in, by its method and its path as the document has it; filled while the routes are made. */
function accessesOf(server: FastifyInstance): Accesses {
  const accesses = new Map<string, Access>();
  server.addHook('onRoute', ({ method, url, config }) => {
    if (config?.access === undefined) return;
    accesses.set(`${String(method).toLowerCase()} ${url.replaceAll(/:(\w+)/g, '{$1}')}`, config.access);
  });
  return accesses;
}

function guardPages(server: FastifyInstance): void {
  server.addHook('onRoute', (route) => {
    if (!route.url.startsWith(`/${PAGES}`)) return;
    const guard: onRequestHookHandler = (_request, reply, done) => {
      void reply.headers({ 'content-security-policy': POLICY, 'referrer-policy': 'same-origin' });
      done();
    };
    route.onRequest = [route.onRequest ?? [], guard].flat();
  });
}

/** A schema as OpenAPI 3.1 has it, which is JSON Schema of draft 2020-12; what cannot be said there is left open. */
function jsonSchemaOf(schema: unknown, io: 'input' | 'output') {
  const { $schema: _, ...json } = z.toJSONSchema(schema as z.ZodType, {
    io,
    unrepresentable: 'any',
    override: shorten,
  });
  return json;
}

/** What a format or a type says already, or JSON's numbers themselves, is not said twice. */
function shorten({ jsonSchema: json }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (json.format !== undefined) delete json.pattern;
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum;
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum;
}

/**
 * Routes of the old APIs say what their errors look like; all others answer a problem document. Where nobody needs to be
 * signed in, or a key does not do, the route says so.
 */
function withTruths(document: OpenAPIObject, accesses: Accesses): OpenAPIObject {
  const schema = jsonSchemaOf(Problem, 'output') as object;
  const problem = { description: 'What is wrong', content: { 'application/problem+json': { schema } } };
  for (const [url, path] of Object.entries(document.paths)) {
    for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
      const operation = path[method];
      if (!operation) continue;
      operation.responses['default'] ??= problem;
      const access = accesses.get(`${method} ${url}`);
      if (access === 'everybody') operation.security = [];
      else if (access && access.by !== 'token or key') operation.security = [{ bearer: [] }];
    }
  }
  return document;
}
