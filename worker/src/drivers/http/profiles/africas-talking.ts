import { PROVIDER_KINDS } from '@signalbox/contracts/provider-kinds';
import { Mistake } from '../../mistake.js';
import type { HttpChannel, HttpSettings } from '@signalbox/contracts/providers';
import { field, isObject, parsedJson, textIn } from '../json.js';
import { type Answer, type Outcome, refusalOfFixedUrl, uncertain, unreadable } from '../outcome.js';
import { type Balance, type CallReading, type Profile, ProviderError } from '../profile.js';
import { readingsOf } from '../report-call.js';
import { pendingBy } from '../report-states.js';

export type AfricasTalkingSettings = Extract<HttpSettings, { profile: 'africas_talking' }>;

const TAKEN = ['100', '101', '102'];
const NO_BALANCE = '405';
const INTERNAL_ERRORS = ['500', '501'];
/** RiskHold, InvalidSenderId, InvalidPhoneNumber, UnsupportedNumberType, UserInBlacklist, CouldNotRoute, DoNotDisturb, RejectedByGateway. */
const REFUSED = ['401', '402', '403', '404', '406', '407', '409', '502'];

/** Africa's Talking, bulk SMS. */
export function africasTalking({ secrets, sender }: HttpChannel, settings: AfricasTalkingSettings): Profile {
  const base = (settings.base_url ?? PROVIDER_KINDS.africas_talking.home.url).replace(/\/*$/, '/');
  const headers = { apikey: secrets.api_key ?? '', accept: 'application/json' };
  const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
  const username = { username: settings.username };

  return {
    label: "Africa's Talking",
    most: 1,
    deduplicates: false,
    reports: true,
    flaw: null,
    send: ([job]) => {
      const from: Record<string, string> = sender === null ? {} : { from: sender };
      const body = new URLSearchParams({ ...username, to: job?.to ?? '', message: job?.text ?? '', ...from });
      return {
        request: { method: 'POST', url: `${base}version1/messaging`, headers: form, body: body.toString() },
        read: (answer) => [outcomeIn(answer)],
      };
    },
    balance: {
      request: {
        method: 'GET',
        url: `${base}version1/user?${new URLSearchParams(username).toString()}`,
        headers,
        body: null,
      },
      read: balanceIn,
    },
    askReport: null,
    readCall: (call) => readingsOf(call, readingOf),
  };
}

function outcomeIn(answer: Answer): Outcome {
  const body = answer.broken === null ? parsedJson(answer.body) : undefined;
  const data = isObject(body) ? body.SMSMessageData : undefined;
  const recipients = isObject(data) ? data.Recipients : undefined;
  const [recipient] = Array.isArray(recipients) ? (recipients as unknown[]) : [];
  const refusal = refusalOfFixedUrl(answer, isObject(body) ? null : plainWords(answer));
  if (refusal) return refusal;
  if (recipient !== undefined) return outcomeOf(recipient);
  const message = field(data, 'Message');
  // No recipient was taken; "Sent to 0/1" says no more than that.
  if (Array.isArray(recipients) && message !== null)
    return { type: 'permanent', reason: `the provider answered: ${message}` };
  return unreadable(answer);
}

function outcomeOf(recipient: unknown): Outcome {
  const code = field(recipient, 'statusCode');
  const reason = `the provider answered ${code}: ${field(recipient, 'status') ?? 'no words'}`;
  if (code === null) return uncertain('the provider answered without a status code');
  if (TAKEN.includes(code)) {
    const ref = field(recipient, 'messageId');
    return ref === null ? uncertain('the provider answered success without a message id') : { type: 'sent', ref };
  }
  if (code === NO_BALANCE) return { type: 'account', reason, credit: true };
  if (INTERNAL_ERRORS.includes(code)) return { type: 'temporary', reason };
  return REFUSED.includes(code) ? { type: 'permanent', reason } : uncertain(reason);
}

/** Errors of the account come as one line of plain text. */
const plainWords = ({ body }: Answer): string | null => (/^[^<>{}]{1,200}$/.test(body.trim()) ? body.trim() : null);

function balanceIn(answer: Answer): Balance {
  const body = parsedJson(answer.body);
  const balance = isObject(body) ? field(body.UserData, 'balance') : null;
  if (balance === null) throw new ProviderError(`HTTP ${answer.status}: ${plainWords(answer) ?? 'no balance in it'}`);
  const amount = Number(balance.replace(/[^0-9.-]/g, ''));
  return { words: balance, empty: Number.isNaN(amount) ? null : amount <= 0 };
}

/**
 * A report; what somebody wrote to us, `{from, to, text, date, id, linkId}`; or the notice that somebody wants no more of a
 * sender that is a word and cannot be written to, `{senderId, phoneNumber}`, which is a STOP.
 */
function readingOf(item: unknown): CallReading {
  const from = field(item, 'from');
  const text = textIn(item, 'text');
  if (from !== null && text !== null) return { from, text, id: field(item, 'id'), at: null };
  const number = field(item, 'phoneNumber');
  if (number !== null && field(item, 'senderId') !== null && field(item, 'status') === null) {
    return { from: number, text: 'STOP', id: null, at: null };
  }
  return calledReport(item);
}

/** `id` and `status`: Sent, Submitted, Buffered, Rejected, Success, Failed, AbsentSubscriber, Expired; with a failure, `failureReason`. */
function calledReport(item: unknown): CallReading {
  const ref = field(item, 'id');
  const status = field(item, 'status');
  if (ref === null || status === null) {
    throw new Mistake('request', 'expected id and status of a report, or from and text of what came in');
  }
  if (status === 'Success') return { ref, state: 'delivered', reason: '' };
  const ended = ['Rejected', 'Failed', 'AbsentSubscriber', 'Expired'].includes(status);
  if (!ended) return { ref, ...pendingBy(status) };
  return { ref, state: 'undelivered', reason: field(item, 'failureReason') ?? status };
}
