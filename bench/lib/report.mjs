import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeMachine } from './machine.mjs';

const RESULTS = join(import.meta.dirname, '..', 'results');

/** A line for whoever waits; the report alone goes to standard output. */
export const progress = (text) => process.stderr.write(`${text}\n`);

/** @returns {boolean} whether every bar of a bench's result is met */
export const isMet = (result) => (result.bars ?? []).every(({ met }) => met);

/** Writes `bench/results/<name>.json`. */
export function save(name, result, machine = describeMachine()) {
  mkdirSync(RESULTS, { recursive: true });
  const date = new Date().toISOString().slice(0, 10);
  writeFileSync(
    join(RESULTS, `${name}.json`),
    `${JSON.stringify({ bench: name, date, machine, ...result }, null, 2)}\n`,
  );
}
