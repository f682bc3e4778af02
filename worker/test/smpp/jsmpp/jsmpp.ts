import { join } from 'node:path';
import { findProgram } from '../../../../server/test/services/available.js';
import { fetchJars } from '../../../../server/test/services/mongo/server-command.js';
import { freePort, listensOn, PrivateProcess } from '../../../../server/test/services/private-process.js';

const HERE = import.meta.dirname;

/** An SMSC in Java, by jSMPP; it prints what it understood. */
export class JavaSmsc {
  port = 0;
  private readonly process = new PrivateProcess('jsmpp');

  /** @param echo the number, in digits, that answers what it is sent */
  async start(echo: string): Promise<void> {
    const [java, maven] = [findProgram('java'), findProgram('mvn')];
    if (!java || !maven) throw new Error('Java and Maven are not here');
    const jars = await fetchJars('jsmpp', HERE, maven);
    this.port = await freePort();
    const options = ['-Xmx128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', join(jars, '*')];
    const args = [...options, join(HERE, 'TestSmsc.java'), String(this.port), echo];
    await this.process.start({ command: java, args, ready: () => listensOn(this.port) });
  }

  /** What it printed of one kind. */
  said(what: string): Record<string, string>[] {
    // The last may be a line that is being written.
    const lines = this.process.log.split('\n').slice(0, -1);
    return lines
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, string>)
      .filter((line) => line['what'] === what);
  }

  dispose(): Promise<void> {
    return this.process.dispose();
  }
}
