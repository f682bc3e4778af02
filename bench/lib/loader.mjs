import { connect } from 'node:net';
import { percentile, round } from './statistics.mjs';

/**
 * A load generator that costs little, since it shares the machine with what it measures: bare sockets, one request in
 * flight on each (a closed loop), and an answer's end found by its Content-Length alone.
 */

/** The bytes of a request without its body. */
export function requestHead(method, path, headers = {}) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${lines.join('')}`;
}

/** A POST of JSON; the body must be ASCII, so that its length in characters is its length in octets. */
export function jsonPost(path, headers, bodyOf) {
  const head = `${requestHead('POST', path, { 'Content-Type': 'application/json', ...headers })}Content-Length: `;
  return (number) => {
    const body = bodyOf(number);
    return `${head}${body.length}\r\n\r\n${body}`;
  };
}

const CONTENT_LENGTH = /\r\ncontent-length: (\d+)/i;

/** The length of the answer that begins the text; null while its head is not complete. */
function answerLength(text) {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd === -1) return null;
  const match = CONTENT_LENGTH.exec(text.slice(0, headEnd));
  if (!match) throw new Error(`an answer without Content-Length: ${text.slice(0, headEnd)}`);
  return headEnd + 4 + Number(match[1]);
}

/** Drives one connection until `take` has no more requests. */
function drive(port, take, record) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }).setEncoding('latin1');
    let received = '';
    let expected = null;
    let sentAt = 0;
    const send = () => {
      const taken = take();
      if (taken === null) {
        resolve();
        socket.destroy();
        return;
      }
      const { request, at } = taken;
      received = '';
      expected = null;
      const now = performance.now();
      // One that is late waits as a caller would have, and counts from then.
      sentAt = Math.min(at, now);
      if (at > now) setTimeout(() => begin(request), at - now);
      else socket.write(request, 'latin1');
    };
    const begin = (request) => {
      sentAt = performance.now();
      socket.write(request, 'latin1');
    };
    socket.on('connect', send);
    socket.on('data', (chunk) => {
      try {
        received += chunk;
        expected ??= answerLength(received);
        if (expected === null || received.length < expected) return;
        record(performance.now() - sentAt, received);
        send();
      } catch (error) {
        socket.destroy(error);
      }
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server closed a connection in the middle of the load')));
  });
}

/**
 * Sends requests until the time is over, the count reached or `isOver` says so, whichever is first; what is in flight then is awaited.
 * @param {object} options
 * @param {number} options.port on the loopback interface
 * @param {(number: number) => string} options.requestOf the bytes of the n-th request, from 0
 * @param {number} [options.connections]
 * @param {number} [options.seconds]
 * @param {number} [options.count]
 * @param {() => boolean} [options.isOver] asked before each request
 * @param {number} [options.perSecond] how many are offered a second; as many as are answered, unless said
 * @param {number} [options.expect] the status that every answer must have
 * @param {(answer: string) => void} [options.onAnswer] sees each answer, head and body
 * @returns {Promise<{answers: number, seconds: number, perSecond: number, p50: number, p99: number, max: number}>}
 *   latencies in milliseconds
 * @throws Error at the first answer with another status
 */
export async function load({
  port,
  requestOf,
  connections = 16,
  seconds = Infinity,
  count = Infinity,
  isOver = () => false,
  perSecond,
  expect = 200,
  onAnswer,
}) {
  const latencies = [];
  const wanted = String(expect);
  let next = 0;
  const began = performance.now();
  const deadline = began + seconds * 1000;
  const take = () => {
    if (next >= count || performance.now() >= deadline || isOver()) return null;
    const at = perSecond === undefined ? performance.now() : began + (next * 1000) / perSecond;
    return { request: requestOf(next++), at };
  };
  const record = (latency, answer) => {
    if (answer.slice(9, 12) !== wanted) throw new Error(`expected ${wanted}, got: ${answer.slice(0, 1000)}`);
    latencies.push(latency);
    onAnswer?.(answer);
  };
  await Promise.all(Array.from({ length: connections }, () => drive(port, take, record)));
  const took = (performance.now() - began) / 1000;
  return {
    answers: latencies.length,
    seconds: round(took, 2),
    perSecond: round(latencies.length / took),
    p50: round(percentile(latencies, 0.5), 2),
    p99: round(percentile(latencies, 0.99), 2),
    max: round(percentile(latencies, 1), 2),
  };
}
