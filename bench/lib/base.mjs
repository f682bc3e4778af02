import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { temporaryFolder } from './folders.mjs';
import { progress } from './report.mjs';

const ROOT = join(import.meta.dirname, '..', '..');

/**
 * Another state of the product, built.
 * @param {string} given a folder with a built checkout, or a revision, which is then built in a temporary folder
 * @returns {string} the folder
 */
export function builtBase(given) {
  if (existsSync(join(resolve(given), 'server', 'dist', 'main.js'))) return resolve(given);
  const revision = run(ROOT, 'git', 'rev-parse', '--verify', '--quiet', `${given}^{commit}`).trim();
  const folder = temporaryFolder('base');
  progress(`building ${revision.slice(0, 7)}; keep a built checkout of it to save this time`);
  run(ROOT, 'git', 'clone', '--quiet', '--no-checkout', ROOT, folder);
  run(folder, 'git', 'checkout', '--quiet', revision);
  run(folder, 'npm', 'ci', '--no-audit', '--no-fund');
  run(folder, 'npm', 'run', 'build');
  return folder;
}

/** The revision that lies in a folder, as far as git knows. */
export const revisionOf = (folder) =>
  spawnSync('git', ['describe', '--always', '--dirty'], { cwd: folder, encoding: 'utf8' }).stdout?.trim() || 'unknown';

function run(cwd, command, ...args) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args[0]} failed in ${cwd}:\n${stderr?.slice(-2000)}`);
  return stdout;
}
