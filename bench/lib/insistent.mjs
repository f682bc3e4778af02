import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { recipientOf, textOf } from './messages.mjs';

const ANSWER_WITHIN_MS = 5000;
const PAUSE_MS = 100;
/** Longer than any restart. */
const GIVE_UP_MS = 120_000;

/** Answers after which the same request may be tried again: not now, or another try is still under way. */
const mayTryAgain = (status) => status >= 500 || status === 429 || status === 409 || status === 408;

function post(port, agent, headers, body) {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { port, host: '127.0.0.1', path: '/api/v1/messages', method: 'POST', agent, headers, timeout: ANSWER_WITHIN_MS },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk) => (text += chunk));
        answer.on('end', () => resolve({ status: answer.statusCode, text }));
        answer.on('error', reject);
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer')));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/**
 * A client that does not give up: a POST without an answer is sent again with the same Idempotency-Key until it has
 * one, as a client that wants its message sent exactly once does.
 * @param {object} options
 * @param {number} options.port
 * @param {Record<string, string>} options.headers
 * @param {number} options.count
 * @param {string} options.name begins each message's client_ref and key
 * @param {(acknowledged: number) => void} options.onProgress after each acknowledgement
 * @param {AbortSignal} options.signal ends the load
 * @returns {Promise<{attempts: number, answers: Map<number | string, number>, acknowledged: Map<string, string>,
 *   refused: string[]}>} answers by status, `none` for none; acknowledged by id, the client_ref
 */
export async function sendAll({ port, headers, count, name, onProgress, signal, connections = 16 }) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const acknowledged = new Map();
  const answers = new Map();
  const refused = [];
  let attempts = 0;
  let next = 0;

  const sendOne = async (number) => {
    const reference = `${name}-${number}`;
    const body = JSON.stringify({ to: recipientOf(number), text: textOf(number), client_ref: reference });
    const all = { ...headers, 'Content-Type': 'application/json', 'Idempotency-Key': reference };
    const deadline = performance.now() + GIVE_UP_MS;
    while (!signal.aborted) {
      attempts++;
      const answer = await post(port, agent, all, body).catch(() => null);
      const status = answer?.status ?? 'none';
      answers.set(status, (answers.get(status) ?? 0) + 1);
      if (answer?.status === 202) {
        acknowledged.set(JSON.parse(answer.text).id, reference);
        onProgress(acknowledged.size);
        return;
      }
      if (answer !== null && !mayTryAgain(answer.status)) {
        refused.push(`${answer.status} ${answer.text.slice(0, 200)}`);
        return;
      }
      if (performance.now() > deadline) {
        refused.push(`no answer in time, last ${status}`);
        return;
      }
      await wait(PAUSE_MS);
    }
  };
  const work = async () => {
    while (next < count && !signal.aborted) await sendOne(next++);
  };
  await Promise.all(Array.from({ length: connections }, work));
  agent.destroy();
  return { attempts, answers, acknowledged, refused };
}
