import { describe, expect, it } from '@jest/globals';
import { SmsStatusUpdate } from '@signalbox/contracts/live';
import { messageWith } from '../../test/messages.js';
import { UpdateBuffer } from './update-buffer.js';
import { toUpdate } from './update.js';

const kindOf = (id: number) => (id === 7 ? 'provider' : 'sim');
const update = (id: string, status: SmsStatusUpdate['status'] = 'sent') => ({
  ...toUpdate(messageWith({ id, status }), kindOf),
});

function drain(buffer: UpdateBuffer): unknown[] {
  const packets: unknown[] = [];
  for (let packet = buffer.next(); packet !== null; packet = buffer.next()) packets.push(packet);
  return packets;
}

describe.each([true, false])('what a socket has yet to be shown (in batches: %s)', (batch) => {
  const shown = (buffer: UpdateBuffer) =>
    (drain(buffer) as (SmsStatusUpdate & { updates?: SmsStatusUpdate[] })[])
      .flatMap((packet) => packet.updates ?? packet)
      .map(({ message_id, status }) => `${message_id} ${status}`);

  it('is at first nothing', () => {
    const buffer = new UpdateBuffer(batch);
    expect(buffer.isEmpty).toBe(true);
    expect(buffer.next()).toBeNull();
  });

  it('is one update a message, the last', () => {
    const buffer = new UpdateBuffer(batch);
    for (const status of ['queued', 'dispatched', 'sent', 'delivered'] as const) buffer.add(update('a', status));
    expect(shown(buffer)).toEqual(['a delivered']);
    expect(buffer.isEmpty).toBe(true);
  });

  it('keeps the order in which messages first came', () => {
    const buffer = new UpdateBuffer(batch);
    for (const id of ['a', 'b', 'c']) buffer.add(update(id));
    buffer.add(update('a', 'delivered'));
    expect(shown(buffer)).toEqual(['a delivered', 'b sent', 'c sent']);
  });

  it('shows a later state of what was shown already', () => {
    const buffer = new UpdateBuffer(batch);
    buffer.add(update('a', 'sent'));
    expect(shown(buffer)).toEqual(['a sent']);
    buffer.add(update('a', 'delivered'));
    expect(shown(buffer)).toEqual(['a delivered']);
  });

  it('drops no message’s last state, however many there are', () => {
    const buffer = new UpdateBuffer(batch);
    const ids = Array.from({ length: 1000 }, (_, index) => `m${index}`);
    for (const status of ['sent', 'delivered'] as const) for (const id of ids) buffer.add(update(id, status));
    expect(shown(buffer)).toEqual(ids.map((id) => `${id} delivered`));
  });
});

describe('a packet', () => {
  it('holds everything for a client that takes batches', () => {
    const buffer = new UpdateBuffer(true);
    for (const id of ['a', 'b', 'c']) buffer.add(update(id));
    expect(drain(buffer)).toHaveLength(1);
  });

  it('holds one update for a client that does not', () => {
    const buffer = new UpdateBuffer(false);
    for (const id of ['a', 'b', 'c']) buffer.add(update(id));
    expect(drain(buffer)).toEqual(['a', 'b', 'c'].map((id) => update(id)));
  });

  it('names sender and receiver as the direction has them', () => {
    const numbers = { peer: '+254712345678', ownNumber: '+254700000001' };
    expect(toUpdate(messageWith({ ...numbers, direction: 'outbound' }), kindOf)).toMatchObject({
      sender_number: '+254700000001',
      receiver_number: '+254712345678',
    });
    expect(SmsStatusUpdate.parse(toUpdate(messageWith({ ...numbers, direction: 'inbound' }), kindOf))).toMatchObject({
      sender_number: '+254712345678',
      receiver_number: '+254700000001',
    });
  });

  it('names its channel, a SIM card or a provider', () => {
    const idsOf = (channelId: number | null) => toUpdate(messageWith({ channelId }), kindOf);
    expect(idsOf(3)).toMatchObject({ sim_card_id: 3, provider_id: null });
    expect(idsOf(7)).toMatchObject({ sim_card_id: null, provider_id: 7 });
    expect(idsOf(null)).toMatchObject({ sim_card_id: null, provider_id: null });
  });
});
