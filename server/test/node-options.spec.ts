import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const textOf = (...path: string[]): string => readFileSync(join(import.meta.dirname, '..', '..', ...path), 'utf8');

/** The options of Node in a command line; those of a JSON list too. */
const optionsOf = (command: string): string[] => command.match(/--[a-z-]+(?:=\d+)?(?=[\s",])/g) ?? [];
/** What the system's allocator is told. */
const settingsOf = (command: string): string[] => command.match(/MALLOC_[A-Z_]+=\d+/g) ?? [];

const scripts = (JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }).scripts;
const commandOf = (dockerfile: string): string => /^CMD .*$/m.exec(textOf('docker', dockerfile))?.[0] ?? '';

describe('what bounds the memory of server and worker', () => {
  const settings = settingsOf(scripts['start'] ?? '');
  const options = optionsOf((scripts['start'] ?? '').split('||')[0] ?? '');

  it('is said to Node and to the allocator', () => {
    expect(settings).toHaveLength(2);
    expect(options.map((option) => option.split('=')[0])).toEqual([
      '--max-semi-space-size',
      '--initial-old-space-size',
      '--heap-growing-percent',
      '--no-parallel-scavenge',
      '--no-memory-reducer',
    ]);
  });

  it.each(['start', 'worker'])('is the same on both ways of npm run %s', (name) => {
    expect(settingsOf(scripts[name] ?? '')).toEqual(settings);
    for (const way of (scripts[name] ?? '').split('||')) expect(optionsOf(way)).toEqual(options);
  });

  it.each(['Dockerfile.server', 'Dockerfile.worker'])('is the same in %s', (dockerfile) => {
    expect(settingsOf(textOf('docker', dockerfile))).toEqual(settings);
    expect(optionsOf(commandOf(dockerfile))).toEqual(options);
  });
});
