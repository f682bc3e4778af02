import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the benches keep their data: `BENCH_DIR`, or the system's folder for temporary files. */
export const benchFolder = () => process.env.BENCH_DIR ?? tmpdir();

const made = new Set();
process.once('exit', () => made.forEach(remove));

/** An empty folder that is gone when this process ends, however it ends. */
export function temporaryFolder(name) {
  const folder = mkdtempSync(join(benchFolder(), `signalbox-${name}-`));
  made.add(folder);
  return folder;
}

export function removeFolder(folder) {
  remove(folder);
  made.delete(folder);
}

// What was killed a moment ago may have written still.
const remove = (folder) => rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
