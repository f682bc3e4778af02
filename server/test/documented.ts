import { expect } from '@jest/globals';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

interface Operation {
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
}

/** An answer to a request, as it came over the wire. */
export interface Given {
  method: string;
  /** With its query. */
  path: string;
  status: number;
  contentType: string;
  body: unknown;
}

/** Holds the answers of one app against its own OpenAPI document. */
class ApiDocument {
  private readonly ajv = formats.default(new Ajv2020({ strict: false, allErrors: true }));
  private readonly validators = new Map<object, ValidateFunction>();
  private readonly operations: { method: string; path: RegExp; operation: Operation }[];

  constructor({ paths }: Document) {
    this.operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method, path: patternOf(path), operation })),
    );
    // A path without parameters goes before one with them, as in the router.
    this.operations.sort((a, b) => Number(a.path.source.includes('[^/]')) - Number(b.path.source.includes('[^/]')));
  }

  expectSays({ method, path, status, contentType, body }: Given): void {
    const plain = path.split('?', 1)[0] ?? '';
    const found = this.operations.find((one) => one.method === method.toLowerCase() && one.path.test(plain));
    // The router has no such route, and said so.
    if (!found) return;
    const responses = found.operation.responses;
    const documented = responses[String(status)] ?? responses['default'];
    const schema = documented?.content?.[contentType]?.schema;
    const what = `${method} ${plain} answered ${status} ${contentType}`;
    if (!schema) throw new Error(`${what}, which its OpenAPI document does not name`);
    let validate = this.validators.get(schema);
    if (!validate) this.validators.set(schema, (validate = this.ajv.compile(schema)));
    if (!validate(body)) expect({ what, body, errors: validate.errors }).toMatchObject({ errors: [] });
  }
}

const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);

/** It is the same of every app, whatever its settings: its routes are those of the modules, which are always all there. */
let document: Promise<ApiDocument | null> | undefined;

/** Expects a JSON answer to be one that the app's OpenAPI document names. */
export async function expectDocumented(url: string, given: Given): Promise<void> {
  document ??= read(url);
  (await document)?.expectSays(given);
}

/** Null when the app has ended since it answered. */
async function read(url: string): Promise<ApiDocument | null> {
  const answer = await fetch(`${url}/api/openapi.json`).catch(() => null);
  if (answer) return new ApiDocument((await answer.json()) as Document);
  document = undefined;
  return null;
}
