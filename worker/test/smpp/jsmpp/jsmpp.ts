import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from '../../../../server/test/services/available.js';
import { freePort, listensOn, PrivateProcess } from '../../../../server/test/services/private-process.js';

const run = promisify(execFile);

const HERE = import.meta.dirname;
/** Where the jars are kept between runs. */
const CACHE = join(HERE, '..', '..', '..', '..', 'node_modules', '.cache', 'signalbox');

/** An SMSC in Java, by jSMPP; it prints what it understood. */
export class JavaSmsc {
  port = 0;
  private readonly process = new PrivateProcess('jsmpp');

  /** @param echo the number, in digits, that answers what it is sent */
  async start(echo: string): Promise<void> {
    const [java, maven] = [findProgram('java'), findProgram('mvn')];
    if (!java || !maven) throw new Error('Java and Maven are not here');
    const jars = await fetchJars(maven);
    this.port = await freePort();
    const options = ['-Xmx128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', join(jars, '*')];
    const args = [...options, join(HERE, 'TestSmsc.java'), String(this.port), echo];
    await this.process.start({ command: java, args, ready: () => listensOn(this.port), within: 60_000 });
  }

  /** What it printed of one kind. */
  said(what: string): Record<string, string>[] {
    return this.process.log
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, string>)
      .filter((line) => line['what'] === what);
  }

  dispose(): Promise<void> {
    return this.process.dispose();
  }
}

/** The folder of the jars that pom.xml names, fetched once. */
async function fetchJars(maven: string): Promise<string> {
  const pom = join(HERE, 'pom.xml');
  const version = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12);
  const folder = join(CACHE, `jsmpp-${version}`);
  if (existsSync(folder)) return folder;
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
    throw new Error(`Maven could not fetch jSMPP: ${String(error)}`);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
