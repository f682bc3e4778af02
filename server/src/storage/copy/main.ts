import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { keepFilesPrivate } from '@signalbox/files/private-files';
import { type Config, loadConfig } from '../../platform/config/config.js';
import { written } from '../admin/written.js';
import { type Copied, copyDocuments } from './copy-documents.js';
import { describe, kindOf, openStore, type OpenStore, problemWith, STORE_NAMES } from './stores.js';

const USAGE = `npm run storage:copy -- --from <store> --to <store>, where a store is one of ${STORE_NAMES.join(', ')}`;

/** What stops the command before it began: one line for whoever typed it. */
class Refused extends Error {}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

function storesOf(args: string[], config: Config) {
  const options = { from: { type: 'string' }, to: { type: 'string' } } as const;
  let values: { from?: string; to?: string };
  try {
    ({ values } = parseArgs({ args, options }));
  } catch (error) {
    throw new Refused(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
  const [from, to] = [kindOf(values.from, config), kindOf(values.to, config)];
  if (from === undefined || to === undefined) throw new Refused(USAGE);
  if (from === to) throw new Refused(`--from and --to are the same: ${describe(from, config)}`);
  const problem = problemWith(to, config, false) ?? problemWith(from, config, true);
  if (problem !== null) throw new Refused(problem);
  return { from, to };
}

const lineOf = (kind: string, { copied, replaced, unchanged, refused }: Copied): string =>
  `${kind}: ${copied} copied, ${replaced} replaced, ${unchanged} unchanged, ${refused.length} not copied`;

/** @returns the exit code: 0 when the target has everything that the source has */
async function main(args: string[]): Promise<number> {
  const config = loadConfig();
  const { from, to } = storesOf(args, config);
  const open: OpenStore[] = [];
  try {
    for (const kind of [from, to]) open.push(await openStore(kind, config));
    const [source, target] = open;
    // Of two one is SQL: where that is changed, its log has it.
    const database = target?.database ?? source?.database;
    if (!source || !target || !database) return 1;
    const done = { action: 'documents.copy', subjectType: 'documents', subjectId: null, asked: { from, to } };
    say(`From ${describe(from, config)} to ${describe(to, config)}`);
    const { pairs, numberLists, programs } = await written(database, done, () =>
      copyDocuments(source.documents, target.documents),
    );
    say(lineOf('pairs', pairs));
    say(lineOf('number lists', numberLists));
    say(lineOf('programs', programs));
    const refused = [...pairs.refused, ...numberLists.refused, ...programs.refused];
    for (const line of refused) complain(`Not copied: ${line}`);
    return refused.length === 0 ? 0 : 1;
  } finally {
    for (const store of open) await store.close();
  }
}

keepFilesPrivate();
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  complain(`storage:copy: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
