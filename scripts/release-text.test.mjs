import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { changelogOf, withChartVersion, withVersion } from './release-text.mjs';

const ROOT = join(import.meta.dirname, '..');
const read = (file) => readFileSync(join(ROOT, file), 'utf8');

describe('a release', () => {
  const log = '# Changelog\n\n## Unreleased\n\n- More.\n\n## 0.1.0\n\n- All.\n';

  it('has what was unreleased, and what comes next begins empty', () => {
    const { text } = changelogOf(log, '0.2.0', '2026-12-01');
    assert.equal(text, '# Changelog\n\n## Unreleased\n\n## 0.2.0 (2026-12-01)\n\n- More.\n\n## 0.1.0\n\n- All.\n');
    assert.match(changelogOf(text, '0.3.0', '2026-12-02').problem, /nothing/);
    assert.match(changelogOf('# Changelog\n', '0.3.0', '2026-12-02').problem, /no "## Unreleased"/);
  });

  it('is what the chart installs', () => {
    const chart = read('docker/chart/Chart.yaml');
    const { version } = JSON.parse(read('package.json'));
    assert.equal(withChartVersion(chart, version), chart);
    assert.match(withChartVersion(chart, '9.8.7'), /^version: 9\.8\.7$[^]*^appVersion: 9\.8\.7$/m);
  });

  it('has its version in every package, and nothing else changes', () => {
    const { version, workspaces } = JSON.parse(read('package.json'));
    for (const file of ['package.json', 'package-lock.json', ...workspaces.map((folder) => `${folder}/package.json`)]) {
      const text = withVersion(read(file), version, '99.0.0');
      const data = JSON.parse(text);
      assert.equal(data.version, '99.0.0', file);
      const entries = Object.entries(data.dependencies ?? {});
      for (const [name, needed] of entries) {
        if (name.startsWith('@signalbox/')) assert.equal(needed, '99.0.0', `${file}: ${name}`);
      }
      assert.equal(withVersion(text, '99.0.0', version), read(file), file);
    }
  });
});

describe('the changelog', () => {
  it('has a word on each migration', () => {
    const log = read('CHANGELOG.md');
    const migrations = readdirSync(join(ROOT, 'server/src/storage/typeorm/migrations'))
      .map((file) => /^\d+-(.*)\.ts$/.exec(file)?.[1])
      .filter((name) => name !== undefined);
    assert.ok(migrations.length > 5);
    assert.deepEqual(
      migrations.filter((name) => !log.includes(`\`${name}\``)),
      [],
    );
  });
});
