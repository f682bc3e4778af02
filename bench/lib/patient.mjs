import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

const PAUSE_MS = 50;
const ANSWER_WITHIN_MS = 5000;
/** Longer than any restart. */
const GIVE_UP_MS = 120_000;

/** Asks a server that dies now and then, until there is an answer. */
export class Patient {
  constructor(client) {
    this.client = client;
  }

  /** @throws Error when the answer is not a good one */
  async get(path) {
    const { status, text } = await this.ask(path, { headers: this.client.headers });
    if (status !== 200) throw new Error(`${path} answered ${status}: ${text.slice(0, 500)}`);
    return JSON.parse(text);
  }

  /** Sent again with the same Idempotency-Key. @returns {Promise<object | null>} null when it was refused: 409 */
  async post(path, body = {}) {
    const headers = { ...this.client.headers, 'content-type': 'application/json', 'idempotency-key': randomUUID() };
    const { status, text } = await this.ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (status === 409) return null;
    if (status >= 400) throw new Error(`${path} answered ${status}: ${text.slice(0, 500)}`);
    return JSON.parse(text);
  }

  /** 503 is what a server says that is about to have what it needs. */
  async ask(path, request) {
    const deadline = performance.now() + GIVE_UP_MS;
    for (;;) {
      const answer = await answerOf(`${this.client.url}${path}`, request).catch(() => null);
      if (answer !== null && answer.status !== 503) return answer;
      if (performance.now() > deadline) throw new Error(`${path}: no answer in time, last ${answer?.status ?? 'none'}`);
      await wait(PAUSE_MS);
    }
  }
}

async function answerOf(url, request) {
  const answer = await fetch(url, { ...request, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  return { status: answer.status, text: await answer.text() };
}
