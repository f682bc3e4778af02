import { describe, expect, it } from '@jest/globals';
import type { SimCard } from '@signalbox/contracts/sim-cards';
import type { StatusCount } from '../../messaging/counts/count.repository.js';
import { daysOf, totalsOf, usageOf } from './gateway-statistics.js';

const count = (channelId: number, status: StatusCount['status'], entered: number, departed = 0): StatusCount => ({
  channelId,
  status,
  entered,
  departed,
});

describe('the statistics of the gateway API', () => {
  it('count a message once, however many statuses it went through', () => {
    // Three accepted; one of them was tried twice; two delivered; one came in.
    const counts = [
      count(0, 'queued', 4, 4),
      count(1, 'dispatched', 4, 4),
      count(1, 'sent', 2, 2),
      count(1, 'failed', 1),
      count(1, 'delivered', 2),
      count(1, 'received', 1),
    ];
    expect(totalsOf(counts)).toEqual({ total: 4, incoming: 1, outgoing: 3 });
  });

  it('do not count a message again on the day it moves on', () => {
    expect(totalsOf([count(0, 'queued', 0, 5), count(1, 'dispatched', 5)])).toEqual({
      total: 0,
      incoming: 0,
      outgoing: 0,
    });
  });

  it('split what happened since some days into the days, today first', () => {
    const since = [
      { total: 3, incoming: 1, outgoing: 2 },
      { total: 3, incoming: 1, outgoing: 2 },
      { total: 10, incoming: 4, outgoing: 6 },
    ];
    expect(daysOf(20_779, since)).toEqual([
      { date: '2026-11-22', total: 3, incoming: 1, outgoing: 2 },
      { date: '2026-11-21', total: 0, incoming: 0, outgoing: 0 },
      { date: '2026-11-20', total: 7, incoming: 3, outgoing: 4 },
    ]);
  });

  it('give each SIM card its own messages', () => {
    const counts = [
      count(0, 'queued', 9, 8),
      count(1, 'sent', 6, 5),
      count(1, 'delivered', 4),
      count(1, 'undelivered', 1),
      count(1, 'uncertain', 2),
      count(1, 'received', 3),
      count(2, 'delivered', 100),
    ];
    const simCard = { id: 1, number: '+254712345678', status: 'active', sent_today: 5 } as SimCard;
    expect(usageOf(simCard, counts)).toEqual({
      id: 1,
      number: '+254712345678',
      status: 'active',
      sent: 6,
      delivered: 4,
      failed: 3,
      received: 3,
      sent_today: 5,
    });
  });
});
