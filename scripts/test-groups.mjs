import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
/** What the slow ones took on two cores; of all others a guess by their size is good enough. */
const SLOW = JSON.parse(readFileSync(join(import.meta.dirname, 'slow-suites.json'), 'utf8'));
const SECONDS_PER_BYTE = 0.0003;

/** @param {string} file from the root, with slashes @returns {number} about what it takes, in seconds */
export const secondsOf = (file) => SLOW[file] ?? statSync(join(ROOT, file)).size * SECONDS_PER_BYTE;

/** Below which folders the suites of a project are, and which those are. Keep in step with jest.config.mjs. */
const SUITES = {
  unit: { below: /^(libs\/[^/]+|server|worker)\/src\//, is: /\.spec\.ts$/ },
  e2e: { below: /^(libs\/[^/]+|server|worker)\/test\//, is: /(?<!\.browser)\.spec\.ts$/ },
};

/** Files of a project, from the root, in the order of their names. */
export function suitesOf(project) {
  const { below, is } = SUITES[project];
  const found = ['libs', 'server', 'worker'].flatMap((top) =>
    readdirSync(join(ROOT, top), { recursive: true }).map((file) => `${top}/${file.replaceAll('\\', '/')}`),
  );
  return found.filter((file) => below.test(file) && is.test(file) && !/\/(node_modules|dist)\//.test(file)).sort();
}

/**
 * Divides files so that each group takes about as long: the longest first, each to the group that has the least.
 * @param {string[]} files
 * @param {number} count of groups, at most
 * @param {(file: string) => number} time of one
 * @returns {string[][]} none of them empty, each in the order of `files`
 */
export function divided(files, count, time) {
  const groups = Array.from({ length: Math.min(count, files.length) }, () => ({ files: [], time: 0 }));
  for (const file of files.toSorted((a, b) => time(b) - time(a))) {
    const least = groups.reduce((a, b) => (b.time < a.time ? b : a));
    least.files.push(file);
    least.time += time(file);
  }
  return groups.map((group) => files.filter((file) => group.files.includes(file)));
}

const textOf = (files) => `import { createRequire } from 'node:module';

const load = createRequire(${JSON.stringify(join(ROOT, 'package.json'))});
for (const file of ${JSON.stringify(files, null, 2)}) describe(file, () => void load('./' + file));
`;

/**
 * Jest loads all that a suite imports anew for each, which costs a suite that starts the server more than its tests. So
 * the suites of a whole run are put together to some that load it once; each is a `describe` of its file's name.
 * @returns {string} the folder of the groups, for jest.config.mjs
 */
export function writeGroups(project, count, scratch) {
  const folder = join(scratch, `${project}-groups`);
  mkdirSync(folder);
  divided(suitesOf(project), count, secondsOf).forEach((files, i) =>
    writeFileSync(join(folder, `${project}-${i + 1}.spec.mjs`), textOf(files)),
  );
  return folder;
}
