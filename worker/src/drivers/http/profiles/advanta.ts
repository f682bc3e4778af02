import type { Job, ReportCall } from '@signalbox/contracts/bus';
import { PROVIDER_KINDS } from '@signalbox/contracts/provider-kinds';
import type { HttpChannel, HttpSettings } from '@signalbox/contracts/providers';
import { field, isObject, parsedJson, textIn } from '../json.js';
import { type Answer, type Outcome, refusalOfFixedUrl, uncertain, unreadable } from '../outcome.js';
import {
  type Balance,
  type CallReading,
  type OutboundRequest,
  type Profile,
  ProviderError,
  type ReportReading,
} from '../profile.js';
import { readingsOf } from '../report-call.js';
import { bare, pendingBy } from '../report-states.js';
import { Mistake } from '../../mistake.js';

export type AdvantaSettings = Extract<HttpSettings, { profile: 'advanta' }>;

const RETRY_LATER_MS = 5 * 60_000;
const NO_CREDIT = '1004';
const ACCOUNT_CODES = ['1001', '1006', '1012', '4091', '4092', '4093'];
const SYSTEM_CODES = ['1005', '1007'];
const NO_REPORT_CODES = ['1008', '1009'];

/** Seen in the field with and without its n. */
const codeOf = (item: unknown): string | null => field(item, 'response-code', 'respose-code', 'responsecode');
const wordsOf = (item: unknown): string | null => field(item, 'response-description', 'respose-description');

/** Advanta's API, which several resellers in East Africa run under other names. */
export function advanta({ secrets, sender }: HttpChannel, settings: AdvantaSettings): Profile {
  const { send_url: sendUrl } = settings;
  const base = (settings.base_url ?? (sendUrl ? besides(sendUrl) : PROVIDER_KINDS.advanta.home.url)).replace(
    /\/*$/,
    '/',
  );
  const who = { apikey: secrets.api_key ?? '', partnerID: settings.partner_id };
  const post = (name: string, body: object, url = base + name): OutboundRequest => ({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  });
  const itemOf = (job: Job) => ({ ...who, message: job.text, shortcode: sender ?? '', mobile: mobileOf(job) });

  return {
    label: 'Advanta',
    // Who has another name for sendsms need not have sendbulk.
    most: sendUrl === undefined || settings.base_url || /\/sendsms\/?$/i.test(sendUrl) ? settings.bulk_size : 1,
    deduplicates: false,
    reports: true,
    flaw: null,
    send: (jobs) => {
      const [only] = jobs;
      if (only && jobs.length === 1) {
        return { request: post('sendsms', itemOf(only), sendUrl), read: (answer) => [singleOutcome(answer)] };
      }
      const smslist = jobs.map((job) => ({ ...itemOf(job), pass_type: 'plain', clientsmsid: job.id }));
      return {
        request: post('sendbulk', { count: jobs.length, smslist }),
        read: (answer) => bulkOutcomes(jobs, answer),
      };
    },
    balance: { request: post('getbalance', who), read: balanceIn },
    askReport: (ref) => ({
      request: post('getdlr', { ...who, messageID: ref }),
      read: (answer) => reportIn(ref, answer),
    }),
    readCall: (call: ReportCall) => readingsOf(call, readingOf),
  };
}

/** Where a URL's siblings are: `https://sms.example.com/api/` of `https://sms.example.com/api/send`. */
const besides = (url: string): string => new URL('.', url.replace(/[?#].*$/, '').replace(/\/*$/, '')).href;

/** 2547…, without a plus. */
const mobileOf = ({ to }: Job): string => to.replace(/^\+/, '');

function outcomeOf(item: unknown): Outcome {
  const code = codeOf(item);
  const said = wordsOf(item);
  const reason = `the provider answered ${code}${said ? `: ${said}` : ''}`;
  if (code === null) return uncertain('the provider answered without a code');
  if (code === '200') {
    const ref = field(item, 'messageid', 'message-id');
    return ref === null ? uncertain('the provider answered success without a message id') : { type: 'sent', ref };
  }
  if (code === NO_CREDIT) return { type: 'account', reason, credit: true };
  if (ACCOUNT_CODES.includes(code)) return { type: 'account', reason };
  if (SYSTEM_CODES.includes(code)) return { type: 'temporary', reason };
  if (code === '4090') return { type: 'throttled', reason, waitMs: RETRY_LATER_MS };
  // The registry of codes is small and known: what is not in it is not guessed at.
  return /^(100[239]|1010|1104)$/.test(code) ? { type: 'permanent', reason } : uncertain(reason);
}

/** The items of an answer; an error for the whole request is one that stands alone. Null: not an answer. */
function itemsIn(answer: Answer): unknown[] | null {
  const body = answer.broken === null ? parsedJson(answer.body) : undefined;
  if (!isObject(body)) return null;
  const { responses } = body;
  if (Array.isArray(responses)) return responses as unknown[];
  return codeOf(body) === null ? null : [body];
}

const noAnswer = (answer: Answer): Outcome => refusalOfFixedUrl(answer, null) ?? unreadable(answer);

function singleOutcome(answer: Answer): Outcome {
  const items = itemsIn(answer);
  return items?.length === 1 ? outcomeOf(items[0]) : noAnswer(answer);
}

function bulkOutcomes(jobs: readonly Job[], answer: Answer): Outcome[] {
  const items = itemsIn(answer);
  if (!items) return jobs.map(() => noAnswer(answer));
  const byId = new Map(items.map((item) => [field(item, 'clientsmsid'), item]));
  const [only] = items;
  // An error that names no message is about all of them; a success that names none says nothing.
  if (items.length === 1 && field(only, 'clientsmsid') === null && codeOf(only) !== '200') {
    const outcome = outcomeOf(only);
    // One bad number must not end the others: each has its attempts.
    return jobs.map(() => (outcome.type === 'permanent' ? { ...outcome, type: 'temporary' } : outcome));
  }
  return jobs.map(({ id }) =>
    byId.has(id) ? outcomeOf(byId.get(id)) : uncertain('the answer to the bulk request does not name this message'),
  );
}

function balanceIn(answer: Answer): Balance {
  const body = parsedJson(answer.body);
  const credit = codeOf(body) === '200' ? field(body, 'credit', 'balance') : null;
  if (credit === null) throw new ProviderError(failureIn(answer, body));
  return { words: `${credit} credits`, empty: Number.isNaN(Number(credit)) ? null : Number(credit) <= 0 };
}

function reportIn(ref: string, answer: Answer): ReportReading {
  const body = parsedJson(answer.body);
  const code = codeOf(body);
  if (code !== null && NO_REPORT_CODES.includes(code)) return { ref, state: 'pending', reason: '' };
  if (code !== '200') throw new ProviderError(failureIn(answer, body));
  return { ref, ...stateOf(field(body, 'delivery-description', 'description', 'delivery-status') ?? '') };
}

function failureIn(answer: Answer, body: unknown): string {
  const code = codeOf(body);
  return code === null ? `HTTP ${answer.status} without an answer` : `${code}: ${wordsOf(body) ?? 'no words'}`;
}

/**
 * What the provider brings: a report, `{"messageid", "description", …}`, or what somebody wrote to a short code,
 * `{"shortcode", "mobile" or "msisdn", "message"}`, of which it tells neither an id nor a time.
 */
function readingOf(item: unknown): CallReading {
  const ref = field(item, 'messageid', 'message-id', 'message_id');
  const words = field(item, 'description', 'delivery-description', 'delivery-status', 'status');
  if (ref !== null && words !== null) return { ref, ...stateOf(words) };
  const from = field(item, 'mobile', 'msisdn', 'from');
  const text = textIn(item, 'message', 'text');
  if (from !== null && text !== null) return { from, text, id: ref, at: null };
  throw new Mistake('request', 'expected messageid and description of a report, or mobile and message of what came in');
}

/** No more comes of such a message. `Unknown` stands for whatever other networks do not tell: gone, ported, switched off. */
const ENDED = [
  'absentsubscriber',
  'blacklisted',
  'deliveryimpossible',
  'expired',
  'failed',
  'invalidsourceaddress',
  'rejected',
  'sendernameblacklisted',
  'undeliverable',
  'undelivered',
  'unknown',
];

/** Its own word, and those of resellers. */
const DELIVERED = ['deliveredtoterminal', 'delivered', 'deliveredtohandset', 'delivrd'];

function stateOf(words: string): Pick<ReportReading, 'state' | 'reason'> {
  const plain = bare(words);
  if (DELIVERED.includes(plain)) return { state: 'delivered', reason: '' };
  return ENDED.includes(plain) ? { state: 'undelivered', reason: words } : pendingBy(words);
}
