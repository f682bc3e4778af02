import { describe, expect, it } from '@jest/globals';
import { inboundIn, reportIn, sendTopic } from './modem-packets.js';

const packet = (value: unknown) => Buffer.from(JSON.stringify(value));
const OURS = ['+254700000001', '+254700000002'];

describe('a report of a modem at MQTT', () => {
  it.each([
    ['delivered', 'delivered'],
    ['DELIVERED', 'delivered'],
    ['Sent', 'sent'],
    ['failed', 'failed'],
    ['pending', 'waiting'],
    ['blue', 'unknown'],
  ])('that says %s means %s', (status, meaning) => {
    expect(reportIn(packet({ message_id: 'A1', status }))).toEqual({ id: 'a1', meaning, word: status });
  });

  it('may have a number for its id, and what else it likes', () => {
    expect(reportIn(packet({ message_id: 7, status: 'sent', message: null, sim: [] }))).toMatchObject({ id: '7' });
  });

  it.each([{}, { message_id: 'a' }, { status: 'sent' }, { message_id: {}, status: 'sent' }, 'sent', null])(
    'is none: %j',
    (value) => expect(reportIn(packet(value))).toBeNull(),
  );
});

describe('what came in at a modem at MQTT', () => {
  it.each([
    ['says its own number as the sender', '254700000001', '+254711111111', '+254700000001', '+254711111111'],
    ['says it as the receiver', '+254711111111', '+254 700 000002', '+254700000002', '+254711111111'],
    ['has a name for a sender', 'MPESA', '254700000002', '+254700000002', 'MPESA'],
    ['is of two of ours: the sender is its own', OURS[0], OURS[1], OURS[0], OURS[1]],
    ['names none of ours', '+254711111111', '', null, '+254711111111'],
  ])('%s', (_, sender_number, receiver_number, own, from) => {
    expect(inboundIn(packet({ sender_number, receiver_number, message: 'Hi' }), OURS)).toEqual({
      own,
      from,
      text: 'Hi',
    });
  });

  it('belongs to the only SIM card where it names none', () => {
    const only = inboundIn(packet({ sender_number: 'X', message: 7 }), ['+254700000001']);
    expect(only).toEqual({ own: '+254700000001', from: 'X', text: '7' });
  });

  it('is shown as it came when it cannot be read', () => {
    expect(inboundIn(Buffer.from('{hello'), OURS)).toEqual({
      own: null,
      from: 'unknown',
      text: '[cannot be read] {hello',
    });
  });
});

it('a modem listens at its number without the plus', () => {
  expect(sendTopic('+254700000001')).toBe('sms/send/254700000001');
});
