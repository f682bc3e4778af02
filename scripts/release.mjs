/**
 * Makes a release of what is checked out: `npm run release -- 0.2.0`. The changelog's "Unreleased" becomes the version's,
 * the version goes into every package and the lock file, and both into one commit with a tag. Nothing is pushed.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changelogOf, withChartVersion, withVersion } from './release-text.mjs';

const ROOT = join(import.meta.dirname, '..');
const CHANGELOG = 'CHANGELOG.md';
const CHART = 'docker/chart/Chart.yaml';
const git = (...args) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
const read = (file) => readFileSync(join(ROOT, file), 'utf8');

function main([version = '', ...more]) {
  if (!/^\d+\.\d+\.\d+$/.test(version) || more.length > 0) return 'Usage: npm run release -- 1.2.3';
  if (git('status', '--porcelain') !== '') return 'The work tree has changes that are in no commit.';
  const tag = `v${version}`;
  if (git('tag', '--list', tag) !== '') return `The tag ${tag} exists.`;
  const { text, problem } = changelogOf(read(CHANGELOG), version, new Date().toISOString().slice(0, 10));
  if (problem) return problem;
  const { version: before, workspaces } = JSON.parse(read('package.json'));
  const files = ['package.json', ...workspaces.map((folder) => `${folder}/package.json`), 'package-lock.json'];
  for (const file of files) writeFileSync(join(ROOT, file), withVersion(read(file), before, version));
  writeFileSync(join(ROOT, CHANGELOG), text);
  writeFileSync(join(ROOT, CHART), withChartVersion(read(CHART), version));
  git('commit', '--quiet', '--message', `Release ${version}`, '--', CHANGELOG, CHART, ...files);
  git('tag', '--annotate', tag, '--message', `Signalbox ${version}`);
  console.log(`${version} is committed and tagged. To publish it: git push --follow-tags`);
  return null;
}

const problem = main(process.argv.slice(2));
if (problem !== null) {
  console.error(problem);
  process.exitCode = 1;
}
