import { describe, expect, it } from '@jest/globals';
import { NOON, messageWith } from '../../../../test/messages.js';
import { ChangeBuilder } from '../change.js';
import type { Message, Report } from '../message.js';
import { type FoldContext, foldReport, foldReports } from './fold.js';

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

/** Channels 1 to 3 are open. */
const context: FoldContext = {
  now: NOW,
  random: () => 0.5,
  isCarried: ({ tried }) => tried !== '1 2 3',
};

function fold(message: Message, ...reports: Report[]) {
  const change = new ChangeBuilder(message);
  for (const each of reports) foldReport(change, each, context);
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
      from: { status: 'dispatched' },
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

  it('says what the network told of a message that it has, once, until it tells the end', () => {
    const note = report('sent', { note: 'the SMSC reports "BLUE"' });
    const noted = fold(dispatched({ status: 'sent' }), note, note);
    expect(noted).toMatchObject({ path: [], to: { status: 'sent', reason: 'the SMSC reports "BLUE"' } });
    expect(noted?.history).toBe(`${NOON + 10} sent the SMSC reports "BLUE"\n`);
    expect(fold(dispatched(), note)).toMatchObject({ path: [], to: { status: 'dispatched' } });
    expect(fold(dispatched({ status: 'delivered' }), note)).toBeNull();
    expect(fold(dispatched(), report('sent'), note, report('delivered'))?.to).toMatchObject({
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

describe('a message that may fail over', () => {
  const failingOver = (fields: Partial<Message> = {}) => dispatched({ failover: true, heldAt: NOON, ...fields });
  const no = (attempt = 1) => report('undelivered', { attempt, reason: 'absent subscriber' });

  it.each([
    ['undelivered', no(), 'undelivered: absent subscriber'],
    ['failed', report('failed', { temporary: false, reason: 'refused' }), 'failed: refused'],
  ])('goes on at once, over a channel that it has not tried, when it is %s', (_, each, words) => {
    const change = fold(failingOver(), each);
    expect(change).toMatchObject({
      path: ['queued'],
      to: { status: 'queued', attempt: 1, tried: '1', dueAt: NOW, heldAt: null, maxAttempts: 3 },
    });
    expect(change?.history).toBe(`${NOON + 10} queued ${words}; it goes over another channel\n`);
  });

  it('goes on after it was sent, in one change with that', () => {
    expect(fold(failingOver(), report('sent'), no())?.path).toEqual(['sent', 'queued']);
  });

  it('remembers all that it has tried, and ends with the last no when nothing else is open', () => {
    expect(fold(failingOver({ attempt: 2, channelId: 2, tried: '1' }), no(2))?.to.tried).toBe('1 2');
    const last = fold(failingOver({ attempt: 3, maxAttempts: 5, channelId: 3, tried: '1 2' }), no(3));
    expect(last?.to).toMatchObject({ status: 'undelivered', tried: '1 2', reason: 'absent subscriber' });
  });

  it('ends with the last no when its attempts are used up, or its validity passed', () => {
    expect(fold(failingOver({ maxAttempts: 1 }), no())?.to.status).toBe('undelivered');
    expect(fold(failingOver({ expiresAt: NOW }), no())?.to.status).toBe('undelivered');
    expect(fold(failingOver({ expiresAt: NOW + 1 }), no())?.to.status).toBe('queued');
  });

  it('is never sent twice when nobody knows whether it was sent once', () => {
    expect(fold(failingOver(), report('uncertain', { reason: 'it died' }))?.to.status).toBe('uncertain');
    expect(fold(failingOver({ status: 'uncertain' }), no())?.to).toMatchObject({ status: 'undelivered', tried: null });
  });

  it('does not go on once it is delivered', () => {
    expect(fold(failingOver(), report('delivered'), no())?.path).toEqual(['delivered']);
  });

  it.each<[string, Report]>([
    ['the same no again', no()],
    ['a final failure', report('failed', { temporary: false, reason: 'refused' })],
    ['a word that it arrived after all', report('delivered')],
    ['a word that it was sent', report('sent')],
    ['a doubt', report('uncertain')],
  ])('is not moved by %s of the attempt it left behind, before the next one and after', (_, late) => {
    expect(fold(failingOver(), no(), late)?.path).toEqual(['queued']);
    expect(fold(failingOver({ status: 'queued', tried: '1' }), late)).toBeNull();
    expect(fold(failingOver({ attempt: 2, channelId: 2, tried: '1' }), late)).toBeNull();
  });

  it('has a reason that fits its column', () => {
    const change = fold(failingOver(), report('undelivered', { reason: 'x'.repeat(200) }));
    expect(change?.to.reason?.length).toBeLessThanOrEqual(200);
  });
});

describe('a message that its worker gives back', () => {
  const back = (attempt = 1) =>
    report('failed', { attempt, temporary: true, returned: true, reason: 'its modem hangs' });

  it('goes on at once, and the attempt does not count', () => {
    expect(fold(dispatched({ heldAt: NOON, maxAttempts: 1 }), back())?.to).toMatchObject({
      status: 'queued',
      attempt: 1,
      maxAttempts: 2,
      dueAt: NOW,
      heldAt: null,
      tried: null,
      reason: 'its modem hangs',
    });
  });

  it('waits a little when that happens again', () => {
    expect(fold(dispatched({ attempt: 2 }), back(2))?.to.dueAt).toBe(NOW + 1_000);
  });

  it('ends when it has been given back very often', () => {
    expect(fold(dispatched({ attempt: 50, maxAttempts: 50 }), back(50))?.to).toMatchObject({
      status: 'failed',
      maxAttempts: 50,
    });
  });

  it('is given back once however often that is repeated', () => {
    expect(fold(dispatched(), back(), back())?.to).toMatchObject({ status: 'queued', maxAttempts: 4 });
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
    const changes = foldReports(messages, reports, context);
    expect([...changes.keys()]).toEqual([first.id, second.id]);
    expect(changes.get(first.id)?.build()?.path).toEqual(['sent', 'delivered']);
    expect(changes.get(second.id)?.build()?.path).toEqual(['queued']);
  });
});
