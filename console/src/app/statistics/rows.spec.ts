import { describe, expect, it } from 'vitest';
import { textOf, valueOf } from '../ui/list/column';
import { cardsOf, columnsOf, rateText, rowOfPair, rowOfProgram, rowOfProvider, rowOfSimCard } from './rows';

const COUNTS = { accepted: 1200, sent: 1100, delivered: 1000, failed: 50, success_rate: 1000 / 1050 };

describe('the rows of statistics', () => {
  it('lead to the page of what they are about, while it is there', () => {
    const names = new Map([['p1', 'November']]);
    const ofProgram = rowOfProgram((id) => names.get(id));
    const rows = [
      rowOfPair({ pair_id: 'a', country: 'KE', operator: 'Safaricom', ...COUNTS }),
      rowOfPair({ pair_id: 'b', country: null, operator: null, ...COUNTS }),
      rowOfPair({ pair_id: null, country: null, operator: null, ...COUNTS }),
      ofProgram({ program_id: 'p1', ...COUNTS }),
      ofProgram({ program_id: 'p2', ...COUNTS }),
      ofProgram({ program_id: null, ...COUNTS }),
      rowOfSimCard({ sim_card_id: 3, number: '+254700000001', ...COUNTS }),
      rowOfSimCard({ sim_card_id: null, number: null, ...COUNTS }),
      rowOfProvider({ provider_id: 7, label: 'Carrier', ...COUNTS }),
    ];
    expect(rows.map(({ link }) => link?.join('/') ?? null)).toEqual([
      ...['/pairs/a', null, null, '/programs/p1', null, null, '/sim-cards/3', null, '/providers/7'],
    ]);
    expect(rows.slice(1).map(({ name }) => name)).toEqual([
      ...['A pair that was deleted', 'Of no pair', 'November', 'A program that was deleted', 'Sent one by one'],
      ...['+254700000001', 'Over none', 'Carrier'],
    ]);
  });

  it('lead to their messages only where the outbox can tell them from others', () => {
    expect(rowOfSimCard({ sim_card_id: 3, number: null, ...COUNTS }).query).toEqual({ sim: 3 });
    expect(rowOfProvider({ provider_id: 7, label: null, ...COUNTS }).query).toEqual({ provider: 7 });
    expect(rowOfSimCard({ sim_card_id: null, number: null, ...COUNTS }).query).toBeNull();
    expect(rowOfPair({ pair_id: 'a', country: 'KE', operator: 'Safaricom', ...COUNTS }).query).toBeNull();
  });

  it('say the same on the screen and, as programs read it, in a file', () => {
    const row = rowOfProvider({ provider_id: 7, label: 'Carrier', ...COUNTS });
    const columns = columnsOf('Provider', 'Given to it');
    expect(columns.map((column) => textOf(column, row))).toEqual(['Carrier', '1,200', '1,100', '1,000', '50', '95.2%']);
    expect(columns.map((column) => valueOf(column, row))).toEqual(['Carrier', '1200', '1100', '1000', '50', '95.2%']);
    expect(rateText(null)).toBe('–');
  });
});

describe('the figures of all messages', () => {
  it('lead to what they count, from the moment on that they are counted from', () => {
    const from = '2026-03-01T21:00:00.000Z';
    const cards = cardsOf({ ...COUNTS, from });
    expect(cards.map(({ figure }) => [figure.text, figure.query])).toEqual([
      ['1,200', { period: from }],
      ['1,000', { status: 'delivered', reached: from }],
      ['50', { status: 'came-to-nothing', reached: from }],
    ]);
  });

  it('say so where nothing came to an end', () => {
    const none = { accepted: 1, sent: 0, delivered: 0, failed: 0, success_rate: null };
    expect(cardsOf({ ...none, from: '2026-03-01T21:00:00.000Z' })[1]?.notes).toEqual([
      { text: 'Nothing came to an end' },
    ]);
  });

  it('know nothing before they are read', () => {
    expect(cardsOf(null).map(({ figure, notes }) => [figure.text, notes.length])).toEqual([
      ['–', 0],
      ['–', 0],
      ['–', 0],
    ]);
  });
});
