import { setTimeout as wait } from 'node:timers/promises';
import { recipientOf } from './messages.mjs';

const STALLED_MS = 60_000;
const BOUNDARY = 'a-boundary-of-benches';

/** A CSV file of so many rows, each with a number and two values for a template. */
function csvOf(rows) {
  const lines = ['phone,name,amount'];
  for (let row = 0; row < rows; row++) lines.push(`${recipientOf(row)},Customer ${row},${100_000 + (row % 900_000)}`);
  return lines.join('\n');
}

/** What the benches' programs send: a text of one segment. */
export const TEMPLATE = 'Dear {{name}}, KES {{amount}} received, thank you. Your balance is shown in the application.';

/** Lists, programs and runs, as an admin of the product handles them. */
export class Programs {
  constructor(client) {
    this.client = client;
    this.count = 0;
  }

  async post(path, body = {}, type = 'application/json') {
    const answer = await fetch(`${this.client.url}${path}`, {
      method: 'POST',
      headers: { ...this.client.headers, 'content-type': type },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 500)}`);
    return JSON.parse(text);
  }

  /** Uploads a list of so many rows and waits until it is ready. @returns {Promise<string>} its id */
  async list(rows) {
    return this.untilReady(await this.upload(csvOf(rows)), rows);
  }

  /** @returns {Promise<string>} the id of a list that is being imported */
  async upload(csv) {
    const part = (disposition, content) =>
      `--${BOUNDARY}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${content}\r\n`;
    const name = part('name="name"', `list ${++this.count}`);
    const body = `${name}${part('name="file"; filename="list.csv"', csv)}--${BOUNDARY}--\r\n`;
    const { id } = await this.post('/api/v1/number-lists', body, `multipart/form-data; boundary=${BOUNDARY}`);
    return id;
  }

  async untilReady(id, rows) {
    for (;;) {
      const list = await this.client.get(`/api/v1/number-lists/${id}`);
      if (list.status === 'ready' && list.rows === rows) return id;
      if (list.status !== 'importing') throw new Error(`the list is ${list.status}, ${list.rows} rows: ${list.reason}`);
      await wait(100);
    }
  }

  /** @returns {Promise<{id: string}>} */
  create(listId, settings = {}) {
    const name = `program ${++this.count}`;
    return this.post('/api/v1/programs', { name, number_list_id: listId, template: TEMPLATE, ...settings });
  }

  /** Creates a program and starts it. @returns {Promise<{id: number, program_id: string}>} its run */
  async start(listId, settings = {}) {
    const { id } = await this.create(listId, settings);
    return this.post(`/api/v1/programs/${id}/start`);
  }

  stop(run) {
    return this.post(`/api/v1/programs/${run.program_id}/stop`);
  }

  run({ program_id: program, id }) {
    return this.client.get(`/api/v1/programs/${program}/runs/${id}`);
  }

  /** Waits until a run is as asked for, asking ten times a second. @throws Error when nothing moves for a minute */
  async until(run, isSo) {
    for (let seen = '', since = performance.now(); ; await wait(100)) {
      const now = await this.run(run);
      if (isSo(now)) return now;
      const state = JSON.stringify([now.done, now.by_status]);
      if (state !== seen) since = performance.now();
      else if (performance.now() - since > STALLED_MS) throw new Error(`a run stalled: ${JSON.stringify(now)}`);
      seen = state;
    }
  }
}
