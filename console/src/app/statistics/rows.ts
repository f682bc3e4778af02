import type { Params } from '@angular/router';
import type {
  PairTotals,
  ProgramTotals,
  ProviderTotals,
  SimCardTotals,
  TrafficCounts,
} from '@signalbox/contracts/stats';
import { numbers } from '../core/locale';
import { pairName } from '../core/pair-directory';
import { providerName } from '../core/provider-directory';
import { simName } from '../core/sim-directory';
import { countText } from '../ui/count';
import type { Column } from '../ui/list/column';
import type { Card } from '../ui/stat-card';

/** What became of the messages of one pair, program, SIM card or provider. */
export interface StatRow {
  key: string;
  name: string;
  counts: TrafficCounts;
  /** Its page; null where there is none. */
  link: readonly [string, string] | null;
  /** The filter of the outbox that shows its messages; null where no list can tell them from others. */
  query: Params | null;
}

/** The same list of every kind has the columns in the same places. */
export const columnsOf = (label: string, accepted: string): readonly Column<StatRow>[] => [
  { id: 'name', label, text: ({ name }) => name, class: 'wide', fixed: true },
  { id: 'accepted', label: accepted, count: ({ counts }) => counts.accepted },
  { id: 'sent', label: 'Sent', count: ({ counts }) => counts.sent },
  { id: 'delivered', label: 'Delivered', count: ({ counts }) => counts.delivered },
  { id: 'failed', label: 'Came to nothing', count: ({ counts }) => counts.failed },
  { id: 'rate', label: 'Success', text: ({ counts }) => rateText(counts.success_rate), class: 'end number' },
];

const percent = numbers({ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** A share in percent; a dash where nothing came to an end. */
export const rateText = (rate: number | null): string => (rate === null ? '–' : percent().format(rate));

export const rowOfPair = ({ pair_id: id, country, operator, ...counts }: PairTotals): StatRow => ({
  key: id ?? '',
  name:
    country === null || operator === null
      ? goneOr(id, 'Of no pair', 'A pair that was deleted')
      : pairName({ country, operator }),
  counts,
  link: id === null || country === null ? null : ['/pairs', id],
  query: null,
});

/** @param nameOf of a program that is there still */
export const rowOfProgram =
  (nameOf: (id: string) => string | undefined) =>
  ({ program_id: id, ...counts }: ProgramTotals): StatRow => {
    const name = id === null ? undefined : nameOf(id);
    return {
      key: id ?? '',
      name: name ?? goneOr(id, 'Sent one by one', 'A program that was deleted'),
      counts,
      link: id === null || name === undefined ? null : ['/programs', id],
      query: null,
    };
  };

export const rowOfSimCard = ({ sim_card_id: id, number, ...counts }: SimCardTotals): StatRow => ({
  key: String(id ?? ''),
  name: id === null ? 'Over none' : simName({ id, number }),
  counts,
  link: id === null ? null : ['/sim-cards', String(id)],
  query: id === null ? null : { sim: id },
});

export const rowOfProvider = ({ provider_id: id, label, ...counts }: ProviderTotals): StatRow => ({
  key: String(id),
  name: providerName({ id, label }),
  counts,
  link: ['/providers', String(id)],
  query: { provider: id },
});

const goneOr = (id: string | null, none: string, gone: string): string => (id === null ? none : gone);

/** The filters of the outbox for what got somewhere since a moment (ISO 8601). */
export const delivered = (since: string): Params => ({ status: 'delivered', reached: since });
export const cameToNothing = (since: string): Params => ({ status: 'came-to-nothing', reached: since });

const ended = (rate: number | null): string =>
  rate === null ? 'Nothing came to an end' : `${rateText(rate)} of what came to an end`;

/** All of it in sum; each figure leads to what it counts. Without counts the cards are there, and know nothing. */
export function cardsOf(all: (TrafficCounts & { from: string }) | null): Card[] {
  const outbox = (count: number | undefined, query: Params) => ({ text: countText(count), link: '/outbox', query });
  const since = all?.from ?? '';
  return [
    {
      label: 'Accepted',
      icon: 'outbox',
      tone: 'waiting',
      figure: outbox(all?.accepted, { period: since || null }),
      notes: all === null ? [] : [{ text: `${countText(all.sent)} taken by the network` }],
    },
    {
      label: 'Delivered',
      icon: 'check',
      tone: 'done',
      figure: outbox(all?.delivered, delivered(since)),
      notes: all === null ? [] : [{ text: ended(all.success_rate) }],
    },
    {
      label: 'Came to nothing',
      icon: 'alert',
      tone: all !== null && all.failed > 0 ? 'bad' : 'neutral',
      figure: outbox(all?.failed, cameToNothing(since)),
      notes: all === null ? [] : [{ text: 'failed, undelivered, expired and uncertain' }],
      hint: 'One that was sent again since is not in the list any more.',
    },
  ];
}
