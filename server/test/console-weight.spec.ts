import { beforeAll, describe, expect, it } from '@jest/globals';

interface Output {
  entryPoint?: string;
  imports: { path: string; kind: string }[];
  inputs: Record<string, object>;
}
interface Weight {
  first: number;
  rooms: { name: string; bytes: number }[];
  banned: string[];
}
interface Tool {
  weightOf(outputs: Record<string, Output>, weigh: (file: string) => number): Weight;
  troublesOf(weight: Weight): string[];
}

const part = (entryPoint: string | undefined, now: string[], later: string[] = [], inputs: string[] = []): Output => ({
  ...(entryPoint === undefined ? {} : { entryPoint }),
  imports: [
    ...now.map((path) => ({ path, kind: 'import-statement' })),
    ...later.map((path) => ({ path, kind: 'dynamic-import' })),
  ],
  inputs: Object.fromEntries(inputs.map((input) => [input, {}])),
});

const APP = 'console/src/app';
const BYTES: Record<string, number> = {
  'main.js': 50_000,
  'angular.js': 40_000,
  'shell.js': 30_000,
  'material.js': 20_000,
  'routes.js': 1_000,
  'list.js': 4_000,
  'table.js': 8_000,
  'dialog.js': 90_000,
};

describe('the console’s weight', () => {
  let tool: Tool;
  const outputs = (more: Record<string, Output> = {}): Record<string, Output> => ({
    'main.js': part('console/src/main.ts', ['angular.js'], ['shell.js', 'routes.js']),
    'angular.js': part(undefined, []),
    'shell.js': part(`${APP}/shell/shell.ts`, ['angular.js', 'material.js']),
    'material.js': part(undefined, ['angular.js']),
    'routes.js': part(`${APP}/programs/programs.routes.ts`, ['angular.js'], ['list.js']),
    'list.js': part(`${APP}/programs/programs.page.ts`, ['material.js', 'table.js'], ['dialog.js']),
    'table.js': part(undefined, ['angular.js']),
    'dialog.js': part(`${APP}/programs/program.dialog.ts`, ['material.js']),
    ...more,
  });
  const weigh = (more?: Record<string, Output>) => tool.weightOf(outputs(more), (file) => BYTES[file] ?? 0);

  beforeAll(async () => {
    tool = (await import(new URL('../../scripts/console-weight.mjs', import.meta.url).href)) as Tool;
  });

  it('counts first what is there before a room, each part once', () => {
    expect(weigh().first).toBe(140_000);
  });

  it('counts of a room what comes on top: its routes, itself and its own parts, not what it opens later', () => {
    expect(weigh().rooms).toEqual([{ name: 'programs/programs.page', bytes: 13_000 }]);
    expect(tool.troublesOf(weigh())).toEqual([]);
  });

  it('refuses what is over its budget, and the schema library', () => {
    const heavy = weigh({
      'list.js': part(`${APP}/programs/programs.page.ts`, ['dialog.js'], [], ['node_modules/zod/v4/core/core.js']),
    });
    expect(tool.troublesOf(heavy)).toEqual([
      'programs/programs.page weighs 95.0 kB of gzip; at most 80.0 kB are allowed.',
      expect.stringContaining('list.js brings the schema library'),
    ]);
    expect(tool.troublesOf({ ...weigh(), first: 200_001 })).toHaveLength(1);
  });
});
