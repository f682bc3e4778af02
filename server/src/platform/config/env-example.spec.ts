import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Environment } from './config.js';

const textOf = (path: string): string => readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8');

/** Name and shown value of each variable in the example, in its order. */
const shown = [...textOf('.env.example').matchAll(/^#?([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(
  ([, name = '', value = '']): [string, string] => [name, value],
);

/** An unset variable shows nothing behind its equals sign. */
const asShown = (value: unknown): string => (value === undefined ? '' : String(value));

function serverDefaults(): Map<string, string> {
  const defaults: Record<string, unknown> = Environment.parse({});
  return new Map(Object.keys(Environment.shape).map((name) => [name, asShown(defaults[name])]));
}

/** Read as text: the server imports nothing of the worker. */
function workerDefaults(): Map<string, string> {
  const [, schema = ''] =
    /export const Environment = z\.object\(\{\n(.*?)\n\}\);/s.exec(textOf('worker/src/config/config.ts')) ?? [];
  return new Map(
    schema.split(/\n(?= {2}\S)/).map((field) => {
      const [, name = ''] = /^ {2}([A-Z][A-Z0-9_]*):/.exec(field) ?? [];
      const [, value = ''] = /\.default\((.*?)\)/.exec(field) ?? [];
      return [name, value.replace(/^'|'$|(?<=\d)_(?=\d)/g, '')];
    }),
  );
}

describe('.env.example', () => {
  const server = serverDefaults();
  const worker = workerDefaults();

  it('is held against a schema of the worker that was understood', () => {
    expect(worker.get('WORKER_ID')).toBe('local');
    expect(worker.size).toBeGreaterThanOrEqual(10);
    expect([...worker.keys()]).not.toContain('');
  });

  it('names every variable of server and worker, once, and no other', () => {
    const known = new Set([...server.keys(), ...worker.keys()]);
    expect(shown.map(([name]) => name).sort()).toEqual([...known].sort());
  });

  it.each(shown)('shows the default of %s', (name, value) => {
    // Of a variable that both have it shows the server's.
    expect(value).toBe(server.get(name) ?? worker.get(name));
  });

  it('sets nothing by itself', () => {
    const lines = textOf('.env.example').split('\n');
    expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).toEqual([]);
  });
});
