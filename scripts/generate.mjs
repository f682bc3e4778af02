import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { featureFiles } from './generate/feature.mjs';
import { pageFiles } from './generate/page.mjs';

const ROOT = join(import.meta.dirname, '..');

const USAGE = `npm run generate -- page <room> <thing> <area>      a list page in the console, such as: page contacts contact messages
npm run generate -- feature <floor>/<feature> <thing>  a feature with a table and doors, such as: feature messaging/contacts contact`;

/**
 * What a generator makes of the repository as it is.
 * @param {string[]} words as on the command line
 * @param {import('./generate/edit.mjs').Read} read
 * @returns {import('./generate/edit.mjs').Files}
 */
export function filesFor([kind, ...names], read) {
  if (kind === 'page' && names.length === 3) {
    const [room, thing, area] = names;
    return pageFiles({ room, thing, area }, read);
  }
  if (kind === 'feature' && names.length === 2) {
    const [floor, feature] = names[0].split('/');
    return featureFiles({ floor, feature, thing: names[1] }, read);
  }
  throw new Error(USAGE);
}

/** As `npm run format` would write them. */
export async function formatted(files) {
  const all = [...files].map(async ([path, text]) => {
    const filepath = join(ROOT, path);
    return [path, await format(text, { ...(await resolveConfig(filepath)), filepath })];
  });
  return new Map(await Promise.all(all));
}

async function main(words) {
  const files = await formatted(filesFor(words, (path) => readFileSync(join(ROOT, path), 'utf8')));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
    console.log(path);
  }
}

if (process.argv[1] === import.meta.filename) {
  await main(process.argv.slice(2)).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
