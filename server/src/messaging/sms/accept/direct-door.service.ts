import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { NewMessage } from '@signalbox/contracts/messages';
import { AuthService } from '../../../access/auth/auth.service.js';
import { credentialsOf } from '../../../platform/common/credentials.js';
import { may } from '../../../platform/common/principal.js';
import { PROBLEM_JSON, failureOf, logFailure, problemOf } from '../../../platform/common/problem.filter.js';
import { SAFE_HEADERS } from '../../../platform/common/safe-headers.js';
import { uuidv7 } from '../../../platform/common/uuid.js';
import { AcceptService } from './accept.service.js';
import { DraftsService } from './drafts.service.js';
import { SendRateService } from './send-rate.service.js';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const JSON_TYPE = /^application\/json(; ?charset=utf-8)?$/i;
const ADDRESS = '/api/v1/messages';
/** Far more than a message of full length takes; it must come in one piece with its head, or soon after. */
const LARGEST_BODY = 32 * 1024;

/**
 * The short way in for `POST /api/v1/messages`, which is most of what a busy server is asked: routing, guards, pipes and
 * interceptors cost as much as storing the message. It takes only what is plainly right (a caller known by its key, a
 * small JSON body in one piece, no Idempotency-Key, not from a browser) and leaves the rest, untouched, to the long way,
 * which answers the same and has the words for what is wrong.
 */
@Injectable()
export class DirectDoorService {
  constructor(
    private readonly auth: AuthService,
    private readonly rate: SendRateService,
    private readonly drafts: DraftsService,
    private readonly accept: AcceptService,
  ) {}

  /** A request listener for node:http that serves what the door takes and gives everything else to `otherwise`. */
  before(otherwise: Handler, requestId: () => string): Handler {
    return (request, response) => {
      if (!isCandidate(request)) {
        otherwise(request, response);
        return;
      }
      request.once('data', (body: Buffer) => {
        if (this.take(request, response, body, requestId)) return;
        request.pause();
        request.unshift(body);
        otherwise(request, response);
      });
    };
  }

  /** False when the request must go the long way; nothing has happened then. */
  private take(request: IncomingMessage, response: ServerResponse, body: Buffer, requestId: () => string): boolean {
    if (body.length !== Number(request.headers['content-length']) || !isUtf8(body)) return false;
    let stored: Promise<string>;
    try {
      const caller = this.auth.authenticate(credentialsOf(request.headers));
      if (caller instanceof Promise) {
        // The long way shares this look-up, and tells what came of it.
        caller.catch(() => undefined);
        return false;
      }
      if (!may(caller, 'messages.send')) return false;
      const began = performance.now();
      const message = this.drafts.of(caller, NewMessage.parse(JSON.parse(body.toString())), uuidv7());
      this.rate.take(caller, message.createdAt);
      stored = this.accept.store(message, began).then(JSON.stringify);
    } catch {
      return false;
    }
    const id = requestId();
    stored.then(
      (answer) => send(response, 202, 'application/json; charset=utf-8', answer, id),
      (error: unknown) => {
        const failure = failureOf(error);
        logFailure(error, failure, id, `POST ${ADDRESS}`);
        if (failure.retryAfterSeconds) response.setHeader('retry-after', failure.retryAfterSeconds);
        send(response, failure.status, PROBLEM_JSON, JSON.stringify(problemOf(failure, id)), id);
      },
    );
    return true;
  }
}

function isCandidate({ method, url, headers }: IncomingMessage): boolean {
  return (
    method === 'POST' &&
    url === ADDRESS &&
    JSON_TYPE.test(headers['content-type'] ?? '') &&
    Number(headers['content-length']) > 0 &&
    Number(headers['content-length']) <= LARGEST_BODY &&
    headers['idempotency-key'] === undefined &&
    headers.origin === undefined
  );
}

function send(response: ServerResponse, status: number, type: string, body: string, requestId: string): void {
  response.writeHead(status, {
    ...SAFE_HEADERS,
    'x-request-id': requestId,
    'content-type': type,
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}
