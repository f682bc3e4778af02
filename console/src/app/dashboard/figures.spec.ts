import { CAME_TO_NOTHING, MESSAGE_STATUSES } from '@signalbox/contracts/statuses';
import type { StatsSummary } from '@signalbox/contracts/stats';
import { describe, expect, it } from 'vitest';
import { filterOf, FILTER_NAMES, type FilterParams } from '../ui/messages/message-filters';
import type { Figure } from '../ui/stat-card';
import { cardsOf } from './figures';

const NONE = Object.fromEntries(MESSAGE_STATUSES.map((status) => [status, 0])) as StatsSummary['by_status'];
const summary: StatsSummary = {
  total: 40,
  outbound: 30,
  inbound: 10,
  today: { outbound: 20, inbound: 4, delivered: 7, failed: 2 },
  by_status: { ...NONE, queued: 3, scheduled: 5, dispatched: 1, sent: 6 },
  queue: { urgent: 1, normal: 7, bulk: 0 },
  channels: { total: 4, online: 3 },
  sim_cards: { total: 3, online: 2 },
  providers: { total: 1, online: 1 },
  workers: { total: 1, online: 1 },
};
const cards = cardsOf(summary, { accepted: '1.0', delivered: '0.5' });
const card = (label: string) => {
  const found = cards.find((one) => one.label === label);
  if (found === undefined) throw new Error(`There is no card ${label}`);
  return found;
};
/** What the list asks the API for that a figure leads to. */
const asked = ({ query }: Figure) => {
  const params = Object.fromEntries(FILTER_NAMES.map((name) => [name, (query?.[name] as string | undefined) ?? '']));
  return filterOf('outbound', params as FilterParams, Date.now());
};

describe('a figure of the dashboard', () => {
  it('is a dash, and no good news, while nothing is known', () => {
    const unknown = cardsOf(null, { accepted: '–', delivered: '–' });
    expect(new Set(unknown.map(({ figure }) => figure.text))).toEqual(new Set(['–']));
    expect(unknown.filter(({ label }) => label.endsWith('online')).map(({ tone }) => tone)).toEqual(
      Array(3).fill('neutral'),
    );
  });

  it('of what waits leads to the queued and the scheduled, together and each', () => {
    const { figure, notes } = card('Waiting');
    expect([figure.text, asked(figure).status]).toEqual(['8', 'scheduled,queued']);
    expect(notes.map((note) => [note.text, asked(note).status])).toEqual([
      ['3 queued', 'queued'],
      ['5 scheduled', 'scheduled'],
    ]);
  });

  it('of what is in flight leads to both statuses of it', () => {
    const { figure, notes } = card('In flight');
    expect([figure.text, asked(figure).status]).toEqual(['7', 'dispatched,sent']);
    expect(notes.map((note) => asked(note).status)).toEqual(['dispatched', 'sent']);
  });

  it('of today begins at the midnight of its reader, and counts by when the status came', () => {
    const midnight = new Date(new Date().setHours(0, 0, 0, 0)).toISOString();
    expect(asked(card('Delivered today').figure)).toMatchObject({
      status: 'delivered',
      changed_since: midnight,
      since: '',
    });
    expect(asked(card('Failed today').figure)).toMatchObject({
      status: CAME_TO_NOTHING.join(','),
      changed_since: midnight,
    });
    expect(asked(card('Delivered today').notes[1] ?? { text: '' })).toMatchObject({ since: midnight, status: '' });
  });

  it('of what is online leads to what is online', () => {
    expect(card('SIM cards online').figure).toEqual({ text: '2', link: '/sim-cards', query: { state: 'online' } });
    expect(card('SIM cards online').notes).toEqual([{ text: 'of 3', link: '/sim-cards' }]);
  });

  it('is a dash while nothing is known', () => {
    expect(cardsOf(null, { accepted: '–', delivered: '–' }).map(({ figure }) => figure.text)).toEqual(
      Array.from({ length: cards.length }, () => '–'),
    );
  });
});
