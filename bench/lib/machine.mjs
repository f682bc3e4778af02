import { closeSync, fdatasyncSync, openSync, readFileSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { benchFolder } from './folders.mjs';
import { median, round } from './statistics.mjs';

/** The numbers of statfs(2) for the common file systems. */
const FILE_SYSTEMS = new Map([
  [0xef53, 'ext4'],
  [0x58465342, 'xfs'],
  [0x9123683e, 'btrfs'],
  [0x794c7630, 'overlay'],
  [0x01021994, 'tmpfs'],
]);

/** What a result was measured on: enough to compare, no names. */
export function describeMachine() {
  const processors = cpus();
  return {
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memory_gb: round(totalmem() / 2 ** 30, 1),
    system: `${distribution()}, kernel ${release()}, ${arch()}`,
    node: process.version,
    file_system: FILE_SYSTEMS.get(statfsSync(benchFolder()).type) ?? 'other',
    fsync_ms: fsyncMs(),
  };
}

function distribution() {
  try {
    return /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? platform();
  } catch {
    return platform();
  }
}

/** The median time of making 4 KiB durable: what every commit waits for. */
function fsyncMs() {
  const path = join(benchFolder(), `signalbox-fsync-${process.pid}`);
  const file = openSync(path, 'w');
  const block = Buffer.alloc(4096, 1);
  const times = Array.from({ length: 200 }, () => {
    const began = performance.now();
    writeSync(file, block);
    fdatasyncSync(file);
    return performance.now() - began;
  });
  closeSync(file);
  rmSync(path);
  return round(median(times), 3);
}
