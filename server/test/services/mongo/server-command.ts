import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

// Imported by plain Node, too: nothing but Node's own modules.

const run = promisify(execFile);

const HERE = import.meta.dirname;
/** Where the jars are kept between runs. */
const CACHE = join(HERE, '..', '..', '..', '..', 'node_modules', '.cache', 'signalbox');

/**
 * What `java` is given to run mongo-java-server on a loopback port and a file.
 * @param maven its program, which fetches the jars once
 */
export async function serverCommand(maven: string | undefined, port: number, file: string): Promise<string[]> {
  const jars = join(await fetchJars('mongo-java-server', HERE, maven), '*');
  // Small and quick to start.
  const options = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
  return [...options, '-cp', jars, join(HERE, 'TestMongo.java'), String(port), file];
}

/**
 * The folder of the jars that a pom.xml names, fetched once and kept.
 * @param name of what they are
 * @param place the folder of the pom.xml
 */
export async function fetchJars(name: string, place: string, maven: string | undefined): Promise<string> {
  const pom = join(place, 'pom.xml');
  const version = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12);
  const folder = join(CACHE, `${name}-${version}`);
  if (existsSync(folder)) return folder;
  if (maven === undefined) throw new Error(`Maven, which fetches ${name}, is not here`);
  mkdirSync(CACHE, { recursive: true });
  // Suites run side by side: each fetches into a folder of its own, and the first that is done puts it in place.
  const fresh = mkdtempSync(join(CACHE, 'fetching-'));
  try {
    const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${fresh}`];
    await run(maven, ['--quiet', '--batch-mode', '--file', pom, ...goal]);
    if (!existsSync(folder)) renameSync(fresh, folder);
    return folder;
  } catch (error) {
    if (existsSync(folder)) return folder;
    throw new Error(`Maven could not fetch ${name}: ${String(error)}`);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
