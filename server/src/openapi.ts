import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { Problem } from '@signalbox/contracts/common';
import { z } from 'zod';
import { VERSION } from './version.js';

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
    withProblems(
      SwaggerModule.createDocument(app, description, {
        standardSchemaConverter: (schema, { schemaType }) => ({ schema: jsonSchemaOf(schema, schemaType) }),
      }),
    );
  SwaggerModule.setup('api/docs', app, describe, {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    customSiteTitle: 'Signalbox API',
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

/** Routes of the old APIs say what their errors look like; all others answer a problem document. */
function withProblems(document: OpenAPIObject): OpenAPIObject {
  const schema = jsonSchemaOf(Problem, 'output') as object;
  const problem = { description: 'What is wrong', content: { 'application/problem+json': { schema } } };
  for (const path of Object.values(document.paths)) {
    for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
      const responses = path[method]?.responses;
      if (responses) responses['default'] ??= problem;
    }
  }
  return document;
}
