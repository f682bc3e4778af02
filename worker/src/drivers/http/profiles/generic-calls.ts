import type { ReportCall } from '@signalbox/contracts/bus';
import type { GenericHttpSettings } from '@signalbox/contracts/providers';
import { Mistake } from '../../mistake.js';
import { isObject, parsedJson } from '../json.js';
import type { Document, FindAll } from '../places.js';
import type { CallReading, InboundReading, Profile, ReportReading } from '../profile.js';
import { pendingBy } from '../report-states.js';
import type { Readings } from './readings.js';

type Read<T> = (document: Document) => T[];

/** How the calls of a provider are read whose settings say what is where: reports, messages that came in, or both. */
export function callReader(settings: GenericHttpSettings, readings: Readings): Profile['readCall'] {
  const reports = reportReader(settings.report, readings);
  const inbound = inboundReader(readings);
  const expected = [
    reports && `${settings.report?.id} and ${settings.report?.status}`,
    inbound && `${settings.inbound?.from} and ${settings.inbound?.text}`,
  ].filter((words) => words !== null);
  if (expected.length === 0) return unread(readings);
  return (call) => {
    const document = documentOf(call);
    const said = reports?.(document) ?? [];
    // What came in may have an id and a status too, which then is none of those that a report ends with.
    const isFinal = said.some(({ state }) => state !== 'pending');
    const came: CallReading[] = isFinal ? [] : (inbound?.(document) ?? []);
    const found = came.length > 0 ? came : said;
    if (found.length === 0) throw new Mistake('request', `expected ${expected.join(', or ')}`);
    return found;
  };
}

/** Null where the settings do not say how, or what they say is off. */
function reportReader(report: GenericHttpSettings['report'], readings: Readings): Read<ReportReading> | null {
  const [ids, states] = [readings.of('report.id'), readings.of('report.status')];
  if (!report || !ids || !states) return null;
  return (document) => {
    const statuses = states(document);
    return ids(document).flatMap((ref, index): ReportReading[] => {
      const status = statuses[index] ?? null;
      return ref === null || status === null ? [] : [{ ref, ...stateOf(status, report) }];
    });
  };
}

function inboundReader(readings: Readings): Read<InboundReading> | null {
  const [senders, texts] = [readings.of('inbound.from'), readings.of('inbound.text')];
  if (!senders || !texts) return null;
  const ids: FindAll = readings.of('inbound.id') ?? (() => []);
  return (document) => {
    const [found, known] = [texts(document), ids(document)];
    return senders(document).flatMap((from, index): InboundReading[] => {
      const text = found[index] ?? null;
      return from === null || text === null ? [] : [{ from, text, id: known[index] ?? null, at: null }];
    });
  };
}

/** It is of no use to bring it again: nobody said how it is to be read. */
function unread({ flaw }: Readings): Profile['readCall'] {
  return () => {
    throw new Mistake(
      'request',
      flaw ?? 'expected nothing: the settings do not say how delivery reports and messages are read',
    );
  };
}

function documentOf({ query, content_type, body }: ReportCall): Document {
  const json = /json/i.test(content_type) || /^\s*[[{]/.test(body) ? parsedJson(body) : undefined;
  const text = body === '' ? new URLSearchParams(query).toString() : body;
  if (json !== undefined && !isObject(json)) return { text, value: json };
  return { text, value: { ...query, ...(json ?? Object.fromEntries(new URLSearchParams(body))) } };
}

function stateOf(
  status: string,
  { delivered, undelivered }: NonNullable<GenericHttpSettings['report']>,
): Pick<ReportReading, 'state' | 'reason'> {
  const isIn = (words: readonly string[]) => words.some((word) => word.toLowerCase() === status.toLowerCase());
  if (isIn(delivered)) return { state: 'delivered', reason: '' };
  return isIn(undelivered) ? { state: 'undelivered', reason: status } : pendingBy(status);
}
