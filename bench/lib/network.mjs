import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { adopt, end } from './processes.mjs';

const account = (driver, settings, secrets) => ({
  providers: [{ key: `${driver}:bench`, driver, sender: '40404', window: 500, settings, secrets }],
});

/** What a worker's configuration file says to reach each network. */
const FILES = {
  gsm: (addresses) => ({ gsm: { ports: addresses } }),
  smpp: (port) => account('smpp', { host: '127.0.0.1', port, system_id: 'bench', window: 100 }, { password: 'bench' }),
  http: (port) =>
    account(
      'http',
      { profile: 'advanta', base_url: `http://127.0.0.1:${port}/api/services/`, partner_id: '1' },
      { api_key: 'bench-key' },
    ),
};

export const NETWORKS = Object.keys(FILES);

/** A network that stands in for a real one, in a process of its own. */
export class Network {
  /** @param {string[]} [details] how many modems, and `pty` for pseudo terminals */
  static async start(kind, details = ['4']) {
    const child = adopt(fork(join(import.meta.dirname, 'networks', `${kind}.mjs`), details));
    const [{ address }] = await once(child, 'message');
    return new Network(kind, child, address);
  }

  constructor(kind, child, address) {
    this.kind = kind;
    this.child = child;
    this.address = address;
  }

  /** Writes a worker's configuration file. @returns {Record<string, string>} the settings of a server that uses it */
  settings(file) {
    writeFileSync(file, JSON.stringify(FILES[this.kind](this.address)));
    return { WORKER_CONFIG: file, SIMULATOR_SIMS: '0', HTTP_ALLOWED_PRIVATE: '127.0.0.1' };
  }

  /**
   * What it took: see `keyOf` in networks/seen.mjs.
   * @returns {Promise<Map<string, {times: number, at: number}>>} `at` the first time, epoch ms
   */
  async seen() {
    this.child.send('seen');
    const [{ seen }] = await once(this.child, 'message');
    return new Map(seen);
  }

  stop() {
    return end(this.child);
  }
}
