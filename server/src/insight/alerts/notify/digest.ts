import type { Severity } from '@signalbox/contracts/alert-kind';
import { isoTime } from '../../../platform/common/clock.js';
import type { Alert } from '../alert.js';
import type { NoticeKind, Waiting } from './notice.js';

/** What of an alert leaves the house. */
export interface DigestLine {
  id: number;
  what: NoticeKind;
  severity: Severity;
  title: string;
  text: string;
  /** ISO 8601. */
  since: string;
  labels: Alert['labels'];
  fingerprint: string;
}

/** What a channel is told at once. */
export interface Digest {
  /** `Signalbox`, or what its owner calls it. */
  from: string;
  lines: readonly DigestLine[];
  /** How many more there are than lines. */
  more: number;
  /** Where people see all; null where the installation does not know its address. */
  link: string | null;
}

/** As many alerts as a message names one by one. */
export const MOST_LINES = 20;

const WEIGHT: Record<Severity, number> = { critical: 0, warning: 1, info: 2 };

/** What fires goes before what is over, the worst first; of an alert that did both meanwhile the last word counts. */
export function digestOf({ rows, count }: Waiting, house: Pick<Digest, 'from' | 'link'>): Digest {
  const last = new Map<number, DigestLine>();
  for (const { what, alert } of rows) last.set(alert.id, lineOf(what, alert));
  const lines = [...last.values()].sort(
    (one, other) =>
      Number(one.what === 'resolved') - Number(other.what === 'resolved') ||
      WEIGHT[one.severity] - WEIGHT[other.severity],
  );
  return { ...house, lines, more: Math.max(0, count - rows.length) };
}

const lineOf = (what: NoticeKind, alert: Alert): DigestLine => ({
  id: alert.id,
  what,
  severity: alert.severity,
  title: alert.title,
  text: alert.text,
  since: isoTime(alert.firedAt ?? alert.beganAt),
  labels: alert.labels,
  fingerprint: alert.fingerprint,
});

const WORDS: Record<NoticeKind, string> = { firing: 'FIRING', repeat: 'STILL FIRING', resolved: 'RESOLVED' };

/** One line that says what it is about: `Signalbox: 2 alerts fire, 1 is over`. */
export function headline({ from, lines, more }: Digest): string {
  const [only] = lines;
  if (only && lines.length === 1 && more === 0) return `${from}: ${WORDS[only.what]} ${only.severity}: ${only.title}`;
  const over = lines.filter(({ what }) => what === 'resolved').length;
  const firing = lines.length - over;
  const parts = [
    ...(firing > 0 ? [`${firing} ${firing === 1 ? 'alert fires' : 'alerts fire'}`] : []),
    ...(over > 0 ? [`${over} ${over === 1 ? 'is' : 'are'} over`] : []),
    ...(more > 0 ? [`${more} more`] : []),
  ];
  return `${from}: ${parts.join(', ')}`;
}

/** How a text of a line is written: as it is, or escaped. */
type Escape = (text: string) => string;

const detail = ({ what, text, since }: DigestLine): string => (what === 'resolved' ? `since ${since}` : text);

/** All in words, a paragraph each alert. */
export function plainText(digest: Digest): string {
  const blocks = digest.lines.map(
    (line) => `[${WORDS[line.what]}] ${line.severity}: ${line.title} (#${line.id})\n${detail(line)}`,
  );
  return [headline(digest), ...blocks, ...rest(digest)].join('\n\n');
}

/** The same for Telegram's HTML, within its 4096 characters. */
export function telegramHtml(digest: Digest, escape: Escape = escapeHtml): string {
  const first = `<b>${escape(headline(digest))}</b>`;
  const end = rest(digest).map(escape);
  const blocks: string[] = [];
  let room = TELEGRAM_MOST - first.length - end.join('\n\n').length - ROOM_FOR_MORE;
  let left = 0;
  for (const line of digest.lines) {
    const head = `${MARKS[line.what === 'resolved' ? 'resolved' : line.severity]} <b>${escape(line.title)}</b> #${line.id}`;
    const block = `${head}\n${escape(cut(detail(line), TELEGRAM_DETAIL))}`;
    if (left > 0 || block.length + 2 > room) left += 1;
    else {
      blocks.push(block);
      room -= block.length + 2;
    }
  }
  const unsaid = left > 0 ? [`and ${left} of these`] : [];
  return [first, ...blocks, ...unsaid, ...end].join('\n\n');
}

/** The shortest: what fires, in one SMS or two. */
export function shortText(digest: Digest): string {
  const titles = digest.lines.map(({ what, title }) => (what === 'resolved' ? `over: ${title}` : title));
  return cut(digest.lines.length === 1 ? headline(digest) : `${headline(digest)}. ${titles.join('; ')}`, SMS_MOST);
}

const TELEGRAM_MOST = 4000;
const TELEGRAM_DETAIL = 400;
const ROOM_FOR_MORE = 40;
const SMS_MOST = 300;
const MARKS = { critical: '🔴', warning: '🟠', info: '🔵', resolved: '🟢' } as const;

const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);
const rest = ({ more, link }: Digest): string[] => [
  ...(more > 0 ? [`and ${more} more alerts`] : []),
  ...(link === null ? [] : [link]),
];

/** What Telegram's HTML has a meaning for; texts come from data. */
export const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
