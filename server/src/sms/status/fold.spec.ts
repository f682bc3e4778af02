import { describe, expect, it } from '@jest/globals';
import { NOON, messageWith } from '../../../test/messages.js';
import { ChangeBuilder } from '../change.js';
import type { Message, Report } from '../message.js';
import { foldReport, foldReports } from './fold.js';

/** By the server's clock; the reports' times are the worker's. */
const NOW = NOON + 20;
const dispatched = (fields: Partial<Message> = {}) =>
  messageWith({ status: 'dispatched', attempt: 1, channelId: 1, ...fields });
const report = (type: Report['type'], fields: Partial<Report> = {}): Report => ({
  type,
  attempt: 1,
  at: NOON + 10,
  ...fields,
});
const congestion = (attempt = 1) => report('failed', { attempt, temporary: true, reason: 'congestion' });

function fold(message: Message, ...reports: Report[]) {
  const change = new ChangeBuilder(message);
  for (const each of reports) foldReport(change, each, NOW, 0.5);
  return change.build();
}

/** Every order of some items. */
function orders<T>(items: T[]): T[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, index) => orders(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

describe('what a worker reports of a message', () => {
  it('becomes one change when accepted, sent and delivered come together', () => {
    expect(fold(dispatched(), report('accepted'), report('sent'), report('delivered'))).toMatchObject({
      fromStatus: 'dispatched',
      path: ['sent', 'delivered'],
      to: { status: 'delivered', heldAt: NOON + 10 },
    });
  });

  it.each(orders(['accepted', 'sent', 'delivered'] as const).map((order) => [order]))(
    'ends delivered in the order %j',
    (order) => {
      expect(fold(dispatched(), ...order.map((type) => report(type)))?.to.status).toBe('delivered');
    },
  );

  it.each(orders(['sent', 'undelivered', 'accepted'] as const).map((order) => [order]))(
    'ends undelivered in the order %j',
    (order) => {
      expect(fold(dispatched(), ...order.map((type) => report(type)))?.to.status).toBe('undelivered');
    },
  );

  it('counts once however often it is repeated', () => {
    const repeated = [report('accepted'), report('sent'), report('sent'), report('accepted'), report('sent')];
    expect(fold(dispatched(), ...repeated)?.path).toEqual(['sent']);
  });

  it('changes nothing when the message is past it', () => {
    expect(fold(dispatched({ status: 'delivered' }), report('sent'), report('accepted'), report('failed'))).toBeNull();
    expect(fold(dispatched({ status: 'cancelled' }), report('delivered'))).toBeNull();
  });

  it('of an older attempt changes nothing', () => {
    const message = dispatched({ attempt: 2 });
    expect(fold(message, report('sent'), report('delivered'), report('failed'), report('accepted'))).toBeNull();
  });

  it('of an attempt that never began changes nothing', () => {
    expect(fold(dispatched(), report('delivered', { attempt: 2 }))).toBeNull();
  });

  it('says when the worker had it, the first time', () => {
    const change = fold(dispatched(), report('accepted', { at: NOON + 1 }), report('accepted', { at: NOON + 2 }));
    expect(change).toMatchObject({ path: [], to: { status: 'dispatched', heldAt: NOON + 1 } });
    expect(change?.history).toBe(`${NOON + 1} accepted\n`);
  });

  it('puts a temporary failure back into the queue, later, for an attempt of its own', () => {
    const change = fold(dispatched({ heldAt: NOON }), congestion());
    expect(change).toMatchObject({
      path: ['queued'],
      to: { status: 'queued', attempt: 1, reason: 'congestion', dueAt: NOW + 5_000, heldAt: null },
    });
  });

  it('waits by the server’s clock, not by the worker’s', () => {
    const late = { ...congestion(), at: NOON - 86_400_000 };
    expect(fold(dispatched(), late)?.to.dueAt).toBe(NOW + 5_000);
  });

  it('waits longer after each attempt', () => {
    expect(fold(dispatched({ attempt: 2 }), congestion(2))?.to.dueAt).toBe(NOW + 10_000);
  });

  it('fails a message for good when its attempts are used up, with the reason', () => {
    const change = fold(dispatched({ attempt: 3, maxAttempts: 3 }), congestion(3));
    expect(change?.to).toMatchObject({ status: 'failed', reason: 'congestion' });
  });

  it('does not fail a message twice', () => {
    expect(fold(dispatched({ maxAttempts: 1 }), congestion(), congestion())?.path).toEqual(['failed']);
  });

  it('repeated after a retry began belongs to the old attempt', () => {
    expect(fold(dispatched(), congestion(), congestion(), report('sent'))?.path).toEqual(['queued']);
  });

  it('takes the word of the network over doubt', () => {
    expect(fold(dispatched(), report('uncertain', { reason: 'it died' }), report('delivered'))?.to).toMatchObject({
      status: 'delivered',
      reason: null,
    });
  });

  it('gives an expiry at the worker a reason', () => {
    expect(fold(dispatched(), report('expired'))?.to).toMatchObject({
      status: 'expired',
      reason: 'its validity passed before it left',
    });
  });
});

describe('a packet of reports', () => {
  it('becomes one change a message, and passes over messages that are not ours', () => {
    const [first, second] = [dispatched(), dispatched()];
    const messages = new Map([first, second].map((message) => [message.id, message]));
    const reports = [
      { id: first.id, ...report('sent') },
      { id: 'nobody', ...report('sent') },
      { id: second.id, ...congestion() },
      { id: first.id, ...report('delivered') },
    ];
    const changes = foldReports(messages, reports, NOW, () => 0.5);
    expect([...changes.keys()]).toEqual([first.id, second.id]);
    expect(changes.get(first.id)?.build()?.path).toEqual(['sent', 'delivered']);
    expect(changes.get(second.id)?.build()?.path).toEqual(['queued']);
  });
});
