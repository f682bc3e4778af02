import { describe, expect, it } from 'vitest';
import { idAt, timeAt, updateOf } from '../../../testing/live';
import { NO_LIMITS, applyUpdates, changed, matchesFilter, rowOfUpdate, type MessageFilter } from './message-row';

const outbox: MessageFilter = { direction: 'outbound', ...NO_LIMITS };
const row = (at: number, change = {}) => ({
  ...rowOfUpdate(updateOf({ message_id: idAt(at), timestamp: timeAt(at), ...change })),
  fresh: false,
});

describe('updates coming into rows', () => {
  it('change a row in place and leave the others untouched', () => {
    const rows = [row(2), row(1)];
    const next = applyUpdates(
      rows,
      [updateOf({ message_id: idAt(1), status: 'sent', timestamp: timeAt(9) })],
      outbox,
      null,
    );
    expect(next.map(({ status }) => status)).toEqual(['queued', 'sent']);
    expect(next[0]).toBe(rows[0]);
  });

  it('put a new message on top', () => {
    const next = applyUpdates([row(1)], [updateOf({ message_id: idAt(5), timestamp: timeAt(5) })], outbox, null);
    expect(next.map(({ id, fresh }) => [id, fresh])).toEqual([
      [idAt(5), true],
      [idAt(1), false],
    ]);
    expect(next[0]?.created_at).toBe(timeAt(5));
  });

  it('leave a message of a page not read yet where it is', () => {
    const old = updateOf({ message_id: idAt(1), status: 'delivered', timestamp: timeAt(99) });
    expect(applyUpdates([row(7)], [old], outbox, row(7))).toHaveLength(1);
    expect(applyUpdates([row(7)], [old], outbox, null)).toHaveLength(2);
  });

  it('put a message where its time is, whatever its id', () => {
    const id = 'aaaaaaaa-0000-8000-8000-000000000000';
    const update = updateOf({ message_id: id, created_at: timeAt(3), timestamp: timeAt(9) });
    const next = applyUpdates([row(5), row(1)], [update], outbox, row(1));
    expect(next.map((each) => each.id)).toEqual([idAt(5), id, idAt(1)]);
    expect(applyUpdates([row(5), row(4)], [update], outbox, row(4))).toHaveLength(2);
  });

  it('keep a row that no longer fits the filter, so that nothing vanishes', () => {
    const queued = { ...outbox, status: 'queued' as const };
    const next = applyUpdates(
      [row(1)],
      [updateOf({ message_id: idAt(1), status: 'sent', timestamp: timeAt(3) })],
      queued,
      null,
    );
    expect(next[0]?.status).toBe('sent');
  });

  it('never take a status back that came late', () => {
    const sent = row(1, { status: 'sent', timestamp: timeAt(10) });
    expect(changed(sent, updateOf({ message_id: idAt(1), status: 'dispatched', timestamp: timeAt(8) }))).toBe(sent);
  });

  it('keep the sender when a later update does not name it', () => {
    const dispatched = row(1, { sender_number: '+254700000010', sim_card_id: 3 });
    const next = changed(dispatched, updateOf({ status: 'delivered', timestamp: timeAt(60) }));
    expect([next.from, next.sim_card_id]).toEqual(['+254700000010', 3]);
  });

  it('show the provider of a new message', () => {
    const [next] = applyUpdates([], [updateOf({ provider_id: 9 })], outbox, null);
    expect(next).toMatchObject({ sim_card_id: null, provider_id: 9 });
  });

  it('show the provider that a message moved to, and the SIM card no more', () => {
    const moved = changed(row(1, { sim_card_id: 3 }), updateOf({ provider_id: 9, timestamp: timeAt(60) }));
    expect(moved).toMatchObject({ sim_card_id: null, provider_id: 9 });
  });
});

describe('a filter', () => {
  const message = row(1_000, { receiver_number: '+254712345678', sim_card_id: 2 });
  it.each([
    [true, 'nothing', {}],
    [true, 'the number', { number: '+254 712 345 678' }],
    [true, 'the national number', { number: '0712345678' }],
    [false, 'another number', { number: '0712345679' }],
    [false, 'another direction', { direction: 'inbound' }],
    [false, 'another status', { status: 'sent' }],
    [true, 'its SIM card', { sim_card_id: 2 }],
    [false, 'another SIM card', { sim_card_id: 1 }],
    [false, 'a provider, where a SIM card has it', { provider_id: 9 }],
    [true, 'the time before', { since: timeAt(1_000) }],
    [false, 'the time after', { since: timeAt(1_001) }],
    [false, 'the time until then', { until: timeAt(1_000) }],
    [false, 'a reference, which an update does not carry', { client_ref: 'order-1' }],
  ] as const)('says %s of a new message when it asks for %s', (expected, _, change) => {
    expect(matchesFilter(message, { ...outbox, ...change })).toBe(expected);
  });

  it('says whether a new message is of the provider it asks for', () => {
    const carried = row(1_000, { provider_id: 9 });
    expect(matchesFilter(carried, { ...outbox, provider_id: 9 })).toBe(true);
    expect(matchesFilter(carried, { ...outbox, provider_id: 8 })).toBe(false);
  });
});
