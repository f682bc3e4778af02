import { setTimeout as wait } from 'node:timers/promises';
import { ON_THE_WAY } from '@signalbox/contracts/statuses';
import { ADMIN } from './product.mjs';

const STALLED_MS = 60_000;

/** Talks to a product as its admin, with an API key. */
export class Client {
  /** Signs in and makes the key. */
  static async of(product) {
    const session = await answerOf(`${product.url}/api/v1/auth/login`, { body: ADMIN });
    const { key } = await answerOf(`${product.url}/api/v1/api-keys`, {
      body: { name: 'bench' },
      headers: { authorization: `Bearer ${session.token}` },
    });
    return new Client(product.url, key);
  }

  constructor(url, key) {
    this.url = url;
    this.headers = { 'X-API-Key': key };
  }

  get(path) {
    return answerOf(`${this.url}${path}`, { headers: this.headers });
  }

  post(path, body) {
    return answerOf(`${this.url}${path}`, { body, headers: this.headers });
  }

  patch(path, body) {
    return answerOf(`${this.url}${path}`, { method: 'PATCH', body, headers: this.headers });
  }

  summary() {
    return this.get('/api/v1/stats/summary');
  }

  async delivered() {
    return (await this.summary()).by_status.delivered ?? 0;
  }

  /** Waits until a worker has announced its channels, or so many of them. */
  async untilOnline(count = 1) {
    while ((await this.summary()).channels.online < count) await wait(100);
  }

  /** Every row of a list, page by page. */
  async *list(path) {
    let cursor = null;
    do {
      const separator = path.includes('?') ? '&' : '?';
      const page = await this.get(`${path}${separator}limit=500${cursor === null ? '' : `&cursor=${cursor}`}`);
      yield* page.data;
      cursor = page.next_cursor;
    } while (cursor !== null);
  }

  /**
   * Waits until so many are delivered in all, asking ten times a second.
   * @throws Error when none came for a minute
   */
  async untilDelivered(count) {
    for (let seen = -1, since = performance.now(); ; await wait(100)) {
      const delivered = await this.delivered();
      if (delivered >= count) return;
      if (delivered !== seen) since = performance.now();
      else if (performance.now() - since > STALLED_MS) throw new Error(`stalled at ${delivered} of ${count} delivered`);
      seen = delivered;
    }
  }

  /**
   * Waits until no message is on its way, whatever became of them; gives up when a minute passes without a change.
   * While the server is down its silence counts as no change.
   * @returns {Promise<Record<string, number>>} how many messages are in each status
   */
  async untilSettled() {
    for (let seen = '', since = performance.now(); ; await wait(250)) {
      const counts = await this.summary().then(
        (summary) => summary.by_status,
        () => null,
      );
      if (counts && ON_THE_WAY.every((status) => !counts[status])) return counts;
      const now = JSON.stringify(counts);
      if (now !== seen) since = performance.now();
      else if (performance.now() - since > STALLED_MS) return counts ?? {};
      seen = now;
    }
  }
}

async function answerOf(url, { body, headers = {}, method = body === undefined ? 'GET' : 'POST' }) {
  const answer = await fetch(url, {
    method,
    headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(60_000),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${new URL(url).pathname} answered ${answer.status}: ${text.slice(0, 500)}`);
  return JSON.parse(text);
}
