import type { GenericHttpSettings, HttpChannel } from '@signalbox/contracts/providers';
import { parsedJson } from '../json.js';
import { type Answer, type Outcome, refusalOf, uncertain, unreadable } from '../outcome.js';
import type { Document, FindAll } from '../places.js';
import { type Balance, type OutboundRequest, type Profile, ProviderError } from '../profile.js';
import { callReader } from './generic-calls.js';
import { compiled, ESCAPES, type Fixed } from '../templates.js';
import { Readings } from './readings.js';

const CONTENT_TYPES = {
  none: null,
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  text: 'text/plain; charset=utf-8',
};

/** Any provider, as its settings describe it. */
export function generic({ secrets, sender }: HttpChannel, settings: GenericHttpSettings): Profile {
  const fixed: Fixed = { secrets, sender };
  const readings = new Readings(settings);
  const { balance } = settings;
  const balanceIn = readings.of('balance.value');
  const outcomeIn = outcomeReader(settings.answer, readings);
  return {
    label: 'HTTP',
    most: 1,
    deduplicates: settings.deduplicates,
    reports: readings.of('report.id') !== undefined && readings.of('report.status') !== undefined,
    flaw: readings.flaw,
    send: requests(settings, fixed, outcomeIn),
    balance:
      balance && balanceIn
        ? {
            request: {
              method: 'GET',
              url: compiled(balance.url, ESCAPES.url, fixed)(null),
              headers: headersOf(settings.headers, fixed)(null),
              body: null,
            },
            read: balanceReader(balanceIn),
          }
        : null,
    askReport: null,
    readCall: callReader(settings, readings),
  };
}

function requests(
  settings: GenericHttpSettings,
  fixed: Fixed,
  outcomeIn: (answer: Answer, id: string) => Outcome,
): Profile['send'] {
  const { method, body_type } = settings;
  const url = compiled(settings.url, ESCAPES.url, fixed);
  const headers = headersOf(settings.headers, fixed);
  const body = body_type === 'none' ? null : compiled(settings.body, ESCAPES[body_type], fixed);
  const type = settings.body === '' ? null : CONTENT_TYPES[body_type];
  return ([job]) => {
    if (!job) throw new ProviderError('no message');
    const request: OutboundRequest = {
      method,
      url: url(job),
      headers: { ...(type ? { 'content-type': type } : {}), ...headers(job) },
      body: type && body ? body(job) : null,
    };
    return { request, read: (answer) => [outcomeIn(answer, job.id)] };
  };
}

function headersOf(templates: Record<string, string>, fixed: Fixed) {
  const fills = Object.entries(templates).map(
    ([name, text]) => [name.toLowerCase(), compiled(text, ESCAPES.header, fixed)] as const,
  );
  return (job: Parameters<(typeof fills)[number][1]>[0]): Record<string, string> =>
    Object.fromEntries(fills.map(([name, fill]) => [name, fill(job)]));
}

const documentOf = ({ body }: Answer): Document => ({ text: body, value: parsedJson(body) });

const NOTHING: FindAll = () => [];

function outcomeReader(places: GenericHttpSettings['answer'], readings: Readings) {
  const [id, error] = [readings.of('answer.id'), readings.of('answer.error')];
  // Without the code that decides, nobody can say how it went: the HTTP status would be another one's word.
  const code = readings.of('answer.code') ?? (readings.isOff('answer.code') ? NOTHING : undefined);
  return (answer: Answer, ownId: string): Outcome => {
    const document = documentOf(answer);
    const said = error?.(document)[0] ?? null;
    const found = code ? (code(document)[0] ?? null) : String(answer.status);
    const reason = `the provider answered ${found ?? `HTTP ${answer.status}`}${said ? `: ${said}` : ''}`;
    if (found !== null && places.temporary.includes(found)) return { type: 'temporary', reason };
    const taken = found !== null && places.success.includes(found);
    const refusal = taken && !code ? null : refusalOf(answer, said);
    if (refusal) return refusal;
    if (answer.broken !== null) return unreadable(answer);
    if (code && found === null) return uncertain('the answer has no code where one is expected');
    if (places.success.length > 0 && !taken) return { type: 'permanent', reason };
    const ref = id ? (id(document)[0] ?? null) : ownId;
    return ref === null ? uncertain('the answer has no message id where one is expected') : { type: 'sent', ref };
  };
}

function balanceReader(value: FindAll) {
  return (answer: Answer): Balance => {
    const refused = refusalOf(answer, null);
    const words = value(documentOf(answer))[0] ?? null;
    if (refused || words === null) throw new ProviderError(`HTTP ${answer.status} without a balance`);
    const amount = Number(words.replace(/[^0-9.-]/g, '') || Number.NaN);
    return { words, empty: Number.isNaN(amount) ? null : amount <= 0 };
  };
}
