import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { SAFE_HEADERS } from '../safe-headers.js';
import { PROBLEM_JSON } from '../problem.filter.js';

const DETAILS: Record<number, string> = {
  400: 'The request is not HTTP that can be read.',
  408: 'The request did not come in whole in time.',
  431: 'The head of the request is too large.',
};

/** Answers a problem document where nothing of an answer has been sent, and ends the connection. */
export function hangUp(socket: Duplex, status: number, detail = DETAILS[status] ?? ''): void {
  // Node's own handling of broken requests looks at the same.
  const { _httpMessage: answer } = socket as { _httpMessage?: ServerResponse | null };
  if (socket.writable && !answer?.headersSent) {
    const title = STATUS_CODES[status] ?? '';
    const body = JSON.stringify({ type: 'about:blank', title, status, detail });
    const headers = {
      ...SAFE_HEADERS,
      'content-type': PROBLEM_JSON,
      'content-length': Buffer.byteLength(body),
      connection: 'close',
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`HTTP/1.1 ${status} ${title}\r\n${lines.join('')}\r\n${body}`);
  }
  socket.destroy();
}

/** The status of what Node says of a connection whose request is broken or late. */
export function statusOfBroken(code: string | undefined): number {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408;
  return code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
}
