import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What scripts may weigh on their way, in bytes of gzip: before the first room is seen, and each room more. */
export const BUDGETS = { first: 200_000, room: 80_000 };
/** What no part of the console may bring along. */
const BANNED = /node_modules\/(zod)\//;

const ENTRY = /^console\/src\/app\/(.+)\.ts$/;
const SHELL = 'shell/shell';

/**
 * What the console weighs, by the notes of its bundler.
 * @param {Record<string, {entryPoint?: string, imports: {path: string, kind: string, external?: boolean}[], inputs: object}>} outputs
 * @param {(file: string) => number} weigh bytes of gzip of an output
 * @returns {{first: number, rooms: {name: string, bytes: number}[], banned: string[]}}
 */
export function weightOf(outputs, weigh) {
  const entries = Object.entries(outputs).filter(([file, { entryPoint }]) => file.endsWith('.js') && entryPoint);
  /** All that is loaded with a script, itself included. */
  const loaded = (file, found = new Set()) => {
    if (found.has(file) || outputs[file] === undefined) return found;
    found.add(file);
    for (const { path, kind } of outputs[file].imports) if (kind === 'import-statement') loaded(path, found);
    return found;
  };
  const named = new Map(entries.map(([file, { entryPoint }]) => [ENTRY.exec(entryPoint)?.[1] ?? entryPoint, file]));
  const first = new Set(
    [...named].filter(([name]) => name === SHELL || name.endsWith('main.ts')).flatMap(([, file]) => [...loaded(file)]),
  );
  const sum = (files) => files.reduce((total, file) => total + weigh(file), 0);
  // The pages of an area come after its routes.
  const parents = (file) => [...named.values()].filter((from) => importsLazily(outputs[from], file));
  const importsLazily = (output, file) =>
    output.imports.some(({ path, kind }) => kind === 'dynamic-import' && path === file);
  const rooms = [...named]
    .filter(([name]) => /\.page$/.test(name))
    .map(([name, file]) => {
      const files = new Set([...loaded(file), ...parents(file).flatMap((from) => [...loaded(from)])]);
      return { name, bytes: sum([...files].filter((each) => !first.has(each))) };
    });
  const banned = Object.entries(outputs).flatMap(([file, { inputs }]) =>
    Object.keys(inputs).some((input) => BANNED.test(input)) ? [file] : [],
  );
  return { first: sum([...first]), rooms: rooms.sort((a, b) => b.bytes - a.bytes), banned };
}

/** In words, what is over its budget; nothing is well. */
export function troublesOf({ first, rooms, banned }) {
  const over = (name, bytes, most) =>
    bytes > most ? [`${name} weighs ${kB(bytes)} of gzip; at most ${kB(most)} are allowed.`] : [];
  return [
    ...over('What is loaded first', first, BUDGETS.first),
    ...rooms.flatMap(({ name, bytes }) => over(name, bytes, BUDGETS.room)),
    ...banned.map((file) => `${file} brings the schema library: import types only, or from rules.ts.`),
  ];
}

const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/** The weights of the built console. */
export function weighConsole(root) {
  const folder = join(root, 'console/dist');
  const { outputs } = JSON.parse(readFileSync(join(folder, 'browser-stats.json'), 'utf8'));
  const known = new Map();
  return weightOf(outputs, (file) => {
    const path = join(folder, 'browser', file);
    if (!known.has(file)) known.set(file, existsSync(path) ? gzipSync(readFileSync(path), { level: 9 }).length : 0);
    return known.get(file);
  });
}

if (process.argv[1]?.endsWith('console-weight.mjs')) {
  const weight = weighConsole(join(import.meta.dirname, '..'));
  for (const { name, bytes } of [{ name: 'first', bytes: weight.first }, ...weight.rooms]) {
    console.log(`${kB(bytes).padStart(10)}  ${name}`);
  }
  for (const trouble of troublesOf(weight)) console.error(trouble);
}
