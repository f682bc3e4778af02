import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '../src/config/config.js';

const ROOT = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(ROOT, 'docs', 'WORKERS.md'), 'utf8');

/** Each JSON example under the heading that is nearest above it; some show one account of a file's list. */
function examples(): [title: string, file: string][] {
  const found: [string, string][] = [];
  let title = '';
  for (const [, heading, json] of page.matchAll(/^(?:#+ (.*)|```json\n([^]*?)\n```)$/gm)) {
    if (heading !== undefined) title = heading;
    if (json !== undefined)
      found.push([
        title,
        json.includes('"driver"') && !json.includes('"providers"') ? `{"providers": [${json}]}` : json,
      ]);
  }
  return found;
}

describe('the page about workers', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-page-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has an example for each driver', () => {
    const all = examples()
      .map(([, file]) => file)
      .join();
    for (const part of ['"gsm"', '"smpp"', '"advanta"', '"africas_talking"', '"twilio"', '"generic"']) {
      expect(all).toContain(part);
    }
  });

  it.each(examples())('has an example that a worker takes: %s', (_, text) => {
    const file = join(folder, 'worker.json');
    writeFileSync(file, text);
    const names = [...text.matchAll(/\$\{([A-Z_]+)\}/g)].map(([, name = '']) => name);
    // As the server's own worker would get them too.
    for (const name of names) expect(name).toMatch(/^WORKER_/);
    const variables = Object.fromEntries(names.map((name) => [name, '12345678']));
    const { gsm, providers, mqtt_modems: modems } = readConfig({ WORKER_CONFIG: file, ...variables }).file;
    expect(gsm.ports.length + providers.length + (modems?.sims.length ?? 0)).toBeGreaterThan(0);
  });

  it('names no variable that there is not', () => {
    const known = readFileSync(join(ROOT, '.env.example'), 'utf8');
    const named = page.match(/\b(MQTT|WORKER|BROKER|HTTP|SIMULATOR|DATA|LOG|EMBEDDED)_[A-Z_]+\b/g) ?? [];
    const mine = new Set(named.filter((name) => !page.includes(`\${${name}}`) && !name.endsWith('_')));
    expect([...mine].filter((name) => !known.includes(`#${name}=`))).toEqual([]);
  });

  it('points at files that are there', () => {
    const files = page.match(/`(docker|worker)\/[\w./-]+`/g) ?? [];
    expect(files.length).toBeGreaterThan(4);
    const written = ['docker/.env', 'docker/worker.json'];
    const missing = files.map((name) => name.slice(1, -1)).filter((name) => !existsSync(join(ROOT, name)));
    expect(missing.filter((name) => !written.includes(name))).toEqual([]);
  });
});
