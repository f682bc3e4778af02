import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';
import { isEnough } from './node-version.mjs';

const OPTIONS = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
const BROUGHT = join(import.meta.dirname, '..', 'node_modules', '.bin', 'node');

/**
 * Jest runs ES modules only where Node was told to let it, and the tests need the Node that the packages bring. A jest that
 * was started otherwise, as by `npx jest` or an editor, is started again as it must be, and this process ends with it.
 */
export function startAgainIfNeeded() {
  const isOld = !isEnough(process.versions.node) && existsSync(BROUGHT);
  if (vm.SourceTextModule !== undefined && !isOld) return;
  const program = isOld ? BROUGHT : process.execPath;
  const args = [...OPTIONS, ...process.execArgv, ...process.argv.slice(1)];
  const { status, error } = spawnSync(program, args, { stdio: 'inherit' });
  if (error) throw error;
  process.exit(status ?? 1);
}
