import { setTimeout as wait } from 'node:timers/promises';
import { Client } from './client.mjs';
import { killAndRestart } from './kills.mjs';
import { mixedList } from './mixed-list.mjs';
import { Patient } from './patient.mjs';
import { Programs } from './programs.mjs';
import { progress } from './report.mjs';

const SUPPRESSIONS_AT_ONCE = 10_000;
const STALLED_MS = 120_000;

/** A program that can be started: a list with rows of every kind, a pair, and numbers that are suppressed. */
export class Campaign {
  static async create(product, sendable, settings = {}) {
    const client = await Client.of(product);
    await client.untilOnline();
    const campaign = new Campaign(product, client, mixedList(sendable));
    await campaign.prepare(settings);
    return campaign;
  }

  constructor(product, client, list) {
    this.product = product;
    this.client = client;
    this.patient = new Patient(client);
    this.programs = new Programs(client);
    this.list = list;
    this.kills = 0;
  }

  async prepare(settings) {
    const { suppressed, csv, total } = this.list;
    for (let from = 0; from < suppressed.length; from += SUPPRESSIONS_AT_ONCE) {
      const numbers = suppressed.slice(from, from + SUPPRESSIONS_AT_ONCE);
      await this.programs.post('/api/v1/suppressions/import', { numbers });
    }
    const pair = { country: 'KE', operator: 'Bench', prefixes: ['2547'] };
    const { id: pairId } = await this.programs.post('/api/v1/pairs', pair);
    const listId = await this.programs.untilReady(await this.programs.upload(csv), total);
    this.program = await this.programs.create(listId, { pair_id: pairId, ...settings });
  }

  /** Gives a command until it is answered. @returns {Promise<object | null>} the run; null when it was refused */
  command(name) {
    return this.patient.post(`/api/v1/programs/${this.program.id}/${name}`);
  }

  run({ id }) {
    return this.patient.get(`/api/v1/programs/${this.program.id}/runs/${id}`);
  }

  /** @param {() => Promise<void>} [meanwhile] see `killAndRestart` */
  async kill(meanwhile) {
    this.kills += await killAndRestart(this.product, meanwhile);
  }

  /** Waits until a run is as asked for. @throws Error when nothing moves for two minutes */
  async until(run, isSo, everyMs = 25) {
    for (let seen = '', since = performance.now(); ; await wait(everyMs)) {
      const now = await this.run(run);
      if (isSo(now)) return now;
      const state = JSON.stringify([now.done, now.by_status]);
      if (state !== seen) since = performance.now();
      else if (performance.now() - since > STALLED_MS) throw new Error(`a run stalled: ${JSON.stringify(now)}`);
      seen = state;
    }
  }

  /** Waits until nothing of any run is on its way. @returns {Promise<object[]>} all runs, oldest first */
  async settled() {
    progress(`settled: ${JSON.stringify(await this.client.untilSettled())}`);
    const runs = [];
    for await (const run of this.client.list(`/api/v1/programs/${this.program.id}/runs`)) runs.unshift(run);
    return runs;
  }

  /** Why a run waited, and that it did, by its own log. */
  async log({ id }) {
    const notes = [];
    for await (const note of this.client.list(`/api/v1/programs/${this.program.id}/runs/${id}/log`))
      notes.unshift(note);
    return notes.map(({ text }) => text);
  }
}
