import type { Job, ReportCall } from '@signalbox/contracts/bus';
import { PROVIDER_KINDS } from '@signalbox/contracts/provider-kinds';
import type { HttpChannel, HttpSettings } from '@signalbox/contracts/providers';
import { field, isObject, parsedJson, textIn } from '../json.js';
import { type Answer, type Outcome, refusalOf, refusalOfFixedUrl, uncertain, unreadable } from '../outcome.js';
import { type Balance, type CallReading, type Profile, ProviderError, type ReportReading } from '../profile.js';
import { readingsOf } from '../report-call.js';
import { pendingBy } from '../report-states.js';
import { isSignedByTwilio } from '../signatures.js';
import { Mistake } from '../../mistake.js';

export type TwilioSettings = Extract<HttpSettings, { profile: 'twilio' }>;

/** Authentication, an account that is closed or suspended, a sender that is not the account's. */
const ACCOUNT_CODES = ['20003', '20005', '20006', '20404', '21212', '21603', '21606', '21660', '21703', '30002'];
/** Too many requests, or a full queue behind the sender. */
const BUSY_CODES = ['14107', '20429', '21611', '30001', '63018'];
/** So many in a day that it takes no more of the account until the day is over. */
const DAY_CODES = ['63038'];
/** As many as one message can have. */
const MOST_MEDIA = 10;
const TAKEN = ['accepted', 'scheduled', 'queued', 'sending', 'sent', 'receiving', 'received', 'delivered', 'read'];

/** Twilio's Messages resource, which other providers copy. */
export function twilio({ secrets, sender }: HttpChannel, settings: TwilioSettings): Profile {
  const base = (settings.base_url ?? PROVIDER_KINDS.twilio.home.url).replace(/\/*$/, '');
  const account = `${base}/2010-04-01/Accounts/${settings.account_sid}`;
  const basic = Buffer.from(`${settings.account_sid}:${secrets.auth_token ?? ''}`).toString('base64');
  const headers = { authorization: `Basic ${basic}`, accept: 'application/json' };
  const from: Record<string, string> = settings.messaging_service_sid
    ? { MessagingServiceSid: settings.messaging_service_sid }
    : { From: sender ?? '' };
  const callback: Record<string, string> = settings.status_callback ? { StatusCallback: settings.status_callback } : {};
  const formOf = (job: Job) => new URLSearchParams({ To: job.to, Body: job.text, ...from, ...callback });

  return {
    label: 'Twilio',
    most: 1,
    deduplicates: false,
    reports: true,
    flaw: null,
    send: (jobs) => ({
      request: {
        method: 'POST',
        url: `${account}/Messages.json`,
        headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
        body: jobs.map(formOf).join(''),
      },
      read: (answer) => [outcomeIn(answer)],
    }),
    balance: { request: { method: 'GET', url: `${account}/Balance.json`, headers, body: null }, read: balanceIn },
    askReport: (ref) => ({
      request: { method: 'GET', url: `${account}/Messages/${encodeURIComponent(ref)}.json`, headers, body: null },
      read: (answer) => {
        const body = parsedJson(answer.body);
        if (refusalOf(answer, null) || field(body, 'sid') !== ref) throw new ProviderError(failureIn(answer, body));
        return { ref, ...stateOf(field(body, 'status') ?? '', field(body, 'error_code')) };
      },
    }),
    readCall: (call) => {
      requireSignature(call, settings, secrets.auth_token ?? '');
      return readingsOf(call, readingOf);
    },
  };
}

/**
 * Twilio signs with the account's token what it sends; of others who speak as it does only a signature that is there must
 * be right. @throws Mistake when it is not signed so
 */
function requireSignature(call: ReportCall, { base_url, status_callback }: TwilioSettings, token: string): void {
  const { hosts, headers = {} } = call;
  const isSigned = headers['x-twilio-signature'] !== undefined;
  // Servers that are older than this do not say by which address a call came.
  if (hosts === undefined || (!isSigned && base_url !== undefined)) return;
  if (isSignedByTwilio(call, token, status_callback)) return;
  throw new Mistake(
    'request',
    isSigned
      ? 'expected X-Twilio-Signature to be by the auth token and of this address: where a proxy changes the address, enter it as status callback'
      : 'expected X-Twilio-Signature, with which Twilio signs what it sends',
  );
}

/** A report, or what somebody wrote to us: that has the status `received`. */
function readingOf(item: unknown): CallReading {
  const ref = field(item, 'MessageSid', 'SmsSid');
  const status = field(item, 'MessageStatus', 'SmsStatus');
  const from = field(item, 'From');
  const text = textIn(item, 'Body');
  const cameIn = status === null ? text !== null : status === 'received' || status === 'receiving';
  if (cameIn && from !== null) return { from, text: withMedia(text ?? '', item), id: ref, at: null };
  if (ref === null || status === null || cameIn) {
    throw new Mistake('request', 'expected MessageSid and MessageStatus of a report, or From and Body of what came in');
  }
  return { ref, ...stateOf(status, field(item, 'ErrorCode')) };
}

/** Pictures and the like come as addresses, which stand below the text. */
function withMedia(text: string, item: unknown): string {
  const count = Math.min(Number(field(item, 'NumMedia') ?? 0) || 0, MOST_MEDIA);
  const media = Array.from({ length: count }, (_, index) => `[media: ${field(item, `MediaUrl${index}`) ?? 'unknown'}]`);
  return [text, ...media].filter(Boolean).join('\n');
}

function outcomeIn(answer: Answer): Outcome {
  const body = answer.broken === null ? parsedJson(answer.body) : undefined;
  if (answer.status >= 400) return errorIn(answer, body);
  const refusal = refusalOfFixedUrl(answer, null);
  if (refusal) return refusal;
  const ref = field(body, 'sid');
  const status = field(body, 'status');
  if (ref === null || status === null) return unreadable(answer);
  if (TAKEN.includes(status)) return { type: 'sent', ref };
  const reason = `the provider answered ${status}: ${field(body, 'error_code') ?? 'no code'}`;
  return ['failed', 'undelivered', 'canceled'].includes(status) ? { type: 'permanent', reason } : uncertain(reason);
}

/** `{code, message, status}`: the code says more than the status does. */
function errorIn(answer: Answer, body: unknown): Outcome {
  const code = field(body, 'code');
  const byStatus = refusalOfFixedUrl(answer, code === null ? null : `${code} ${field(body, 'message') ?? ''}`.trim());
  if (code === null || !byStatus || byStatus.type === 'sent')
    return byStatus ?? uncertain('an answer without a status');
  const { reason } = byStatus;
  if (DAY_CODES.includes(code)) return { type: 'account', reason, daily: true };
  if (ACCOUNT_CODES.includes(code)) return { type: 'account', reason };
  if (BUSY_CODES.includes(code)) return { type: 'throttled', reason, waitMs: answer.retryAfterMs };
  return byStatus;
}

function balanceIn(answer: Answer): Balance {
  const body = parsedJson(answer.body);
  const balance = field(body, 'balance');
  if (refusalOf(answer, null) || balance === null) throw new ProviderError(failureIn(answer, body));
  const words = `${field(body, 'currency') ?? ''} ${balance}`.trim();
  return { words, empty: Number.isNaN(Number(balance)) ? null : Number(balance) <= 0 };
}

function failureIn({ status }: Answer, body: unknown): string {
  const said = isObject(body) ? field(body, 'message') : null;
  return `HTTP ${status}${said ? `: ${said}` : ''}`;
}

function stateOf(status: string, code: string | null): Pick<ReportReading, 'state' | 'reason'> {
  if (status === 'delivered' || status === 'read') return { state: 'delivered', reason: '' };
  const ended = ['undelivered', 'failed', 'canceled'].includes(status);
  if (!ended) return pendingBy(status);
  return { state: 'undelivered', reason: code === null || code === '0' ? status : `${status}: ${code}` };
}
