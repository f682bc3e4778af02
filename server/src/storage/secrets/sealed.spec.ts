import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { FADING, SEALED } from './sealed.js';

const SOURCES = join(import.meta.dirname, '..', '..');
/** Found by its digest as well, and so gone through by itself. */
const API_KEYS = 'signalbox api-key seal';

it('knows where each thing lies that the product seals, so that it is sealed anew with another KEY_SECRET', () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const texts = files
    .filter((name) => !name.endsWith('.spec.ts'))
    .map((name) => readFileSync(join(SOURCES, name), 'utf8'));
  const labels = texts.flatMap((text) => [...text.matchAll(/\.sealer\('([^']+)'\)/g)].map(([, label]) => label));
  const places = new Set([...SEALED.map(({ label }) => label), ...FADING, API_KEYS]);
  expect(new Set(labels)).toEqual(places);
  // Only Secrets itself knows several keys of a label.
  const own = texts.filter((text) => /new Sealer\(deriveKey\(secrets/.test(text));
  expect(own).toEqual([]);
});
