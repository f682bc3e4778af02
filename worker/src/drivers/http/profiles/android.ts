import { createHash } from 'node:crypto';
import type { Job } from '@signalbox/contracts/bus';
import type { HttpChannel, HttpSettings } from '@signalbox/contracts/providers';
import { Mistake } from '../../mistake.js';
import { field, isObject, parsedJson, textIn } from '../json.js';
import { type Answer, type Outcome, refusalOfFixedUrl, unreadable } from '../outcome.js';
import { type Balance, type CallReading, type Profile, ProviderError, type ReportReading } from '../profile.js';
import { isSignedByApp } from '../signatures.js';

export type AndroidSettings = Extract<HttpSettings, { profile: 'android' }>;

/** An id that no message has: asked for it, the phone shows whether it knows the user and the password. */
const NOBODY = 'signalbox-test';
/** Attempts that are asked after at the most, one request each. */
const MOST_EARLIER = 10;

/**
 * A phone by the local API of the open app SMS Gateway for Android. The ids are ours, so that it can be asked what became
 * of a message whose answer was lost: a phone that sleeps or leaves its network loses many.
 */
export function android({ secrets }: HttpChannel, settings: AndroidSettings): Profile {
  const base = settings.base_url.replace(/\/*$/, '');
  const basic = Buffer.from(`${settings.username}:${secrets.password ?? ''}`).toString('base64');
  const headers = { authorization: `Basic ${basic}`, accept: 'application/json' };
  const get = (path: string) => ({ method: 'GET', url: base + path, headers, body: null });
  const ask = (ref: string) => get(`/message/${encodeURIComponent(ref)}`);

  return {
    label: 'Android phone',
    most: 1,
    deduplicates: true,
    reports: true,
    flaw: null,
    send: ([job]) => {
      if (!job) throw new ProviderError('no message');
      const id = idOf(job, job.attempt);
      return {
        request: {
          method: 'POST',
          url: `${base}/message`,
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify({ id, ...messageOf(job, settings) }),
        },
        read: (answer) => [outcomeIn(answer, id)],
      };
    },
    earlier: (job) =>
      Array.from({ length: Math.min(job.attempt - 1, MOST_EARLIER) }, (_, back) => {
        const id = idOf(job, job.attempt - 1 - back);
        return { request: ask(id), read: (answer) => earlierIn(answer, id) };
      }),
    balance: null,
    examine: [
      { request: ask(NOBODY), read: knows },
      { request: get('/health'), read: healthIn },
    ],
    askReport: (ref) => ({ request: ask(ref), read: (answer) => reportIn(answer, ref) }),
    readCall: (call) => {
      if (secrets.signing_key && call.headers !== undefined && !isSignedByApp(call, secrets.signing_key)) {
        throw new Mistake('request', 'expected X-Signature to be by the signing key that the app shows');
      }
      return readingOf(parsedJson(call.body));
    },
  };
}

/** 21 characters, as long as those that the app makes; another one for each attempt, for the phone takes none twice. */
const idOf = ({ id }: Job, attempt: number): string =>
  createHash('sha256').update(`${id}:${attempt}`).digest('base64url').slice(0, 21);

function messageOf({ to, text, expires_at }: Job, { sim_number }: AndroidSettings): object {
  return {
    message: text,
    phoneNumbers: [to],
    withDeliveryReport: true,
    ...(sim_number === undefined ? {} : { simNumber: sim_number }),
    ...(expires_at === null ? {} : { ttl: Math.max(5, Math.ceil((expires_at - Date.now()) / 1000)) }),
  };
}

function outcomeIn(answer: Answer, id: string): Outcome {
  const body = answer.broken === null ? parsedJson(answer.body) : undefined;
  // It has a message with this id: the request came twice.
  if (answer.status === 409) return { type: 'sent', ref: id };
  const refusal = refusalOfFixedUrl(answer, field(body, 'message'));
  if (refusal) return refusal;
  if (field(body, 'state') === 'Failed') return { type: 'permanent', reason: failureIn(body) };
  return field(body, 'id') === null ? unreadable(answer) : { type: 'sent', ref: id };
}

/** @throws ProviderError when the phone does not say */
function stateIn(answer: Answer): string | null {
  if (answer.status === 404) return null;
  const refusal = refusalOfFixedUrl(answer, null);
  if (refusal && refusal.type !== 'sent') throw new ProviderError(refusal.reason);
  const state = field(parsedJson(answer.body), 'state');
  if (state === null) throw new ProviderError('the phone answered without a state');
  return state;
}

function earlierIn(answer: Answer, ref: string): Outcome | null {
  const state = stateIn(answer);
  return state === null || state === 'Failed' ? null : { type: 'sent', ref };
}

function reportIn(answer: Answer, ref: string): ReportReading {
  const state = stateIn(answer);
  if (state === null) throw new ProviderError('the phone does not know the message');
  const ended = state === 'Failed';
  if (state === 'Delivered') return { ref, state: 'delivered', reason: '' };
  return { ref, state: ended ? 'undelivered' : 'pending', reason: ended ? failureIn(parsedJson(answer.body)) : '' };
}

function failureIn(body: unknown): string {
  const recipients = isObject(body) && Array.isArray(body.recipients) ? (body.recipients as unknown[]) : [];
  const error = recipients.map((recipient) => field(recipient, 'error')).find((words) => words !== null);
  return `the phone could not send it${error ? `: ${error}` : ''}`;
}

function knows(answer: Answer): Balance {
  const refusal = answer.status === 404 ? null : refusalOfFixedUrl(answer, null);
  if (refusal && refusal.type !== 'sent') throw new ProviderError(refusal.reason);
  return { words: 'the phone answers', empty: null };
}

/** `{"status": "pass" | "warn" | "fail", "checks": {"battery:level": {"observedValue": 80}, …}}`; `fail` comes with HTTP 500. */
function healthIn({ status, body }: Answer): Balance {
  const health = parsedJson(body);
  const word = field(health, 'status');
  if (word === null) throw new ProviderError(`HTTP ${status} without a word about the phone's health`);
  const checks = isObject(health) ? health.checks : undefined;
  const level = isObject(checks) ? field(checks['battery:level'], 'observedValue') : null;
  return { words: `the phone says ${word}${level === null ? '' : `, battery ${level} %`}`, empty: null };
}

const EXPECTED = 'expected an event of the app, such as sms:received with phoneNumber and message in its payload';

/** `{event, payload}`. The id of a message that came in is made of what it says, so it is none. */
function readingOf(body: unknown): CallReading[] {
  const event = field(body, 'event');
  const payload = isObject(body) ? body.payload : undefined;
  const ref = field(payload, 'messageId');
  switch (event) {
    case null:
      throw new Mistake('request', EXPECTED);
    case 'sms:received':
      return [inboundOf(payload, textIn(payload, 'message'))];
    case 'sms:data-received':
      return [inboundOf(payload, `[data: ${field(payload, 'data') ?? ''}]`)];
    case 'mms:received':
      return [inboundOf(payload, `[MMS: ${field(payload, 'subject') ?? 'no subject'}]`)];
    case 'sms:sent':
    case 'sms:delivered':
    case 'sms:failed': {
      if (ref === null) throw new Mistake('request', 'expected messageId in its payload');
      const reason = field(payload, 'reason', 'error');
      if (event === 'sms:sent') return [{ ref, state: 'pending', reason: '' }];
      return event === 'sms:delivered'
        ? [{ ref, state: 'delivered', reason: '' }]
        : [{ ref, state: 'undelivered', reason: reason ?? 'the phone could not send it' }];
    }
    default:
      // A ping, or an event that nobody has asked for: it need not come again.
      return [];
  }
}

function inboundOf(payload: unknown, text: string | null): CallReading {
  const from = field(payload, 'sender', 'phoneNumber');
  if (from === null || text === null) throw new Mistake('request', EXPECTED);
  const at = Date.parse(field(payload, 'receivedAt') ?? '');
  return { from, text, id: null, at: Number.isNaN(at) ? null : at };
}
