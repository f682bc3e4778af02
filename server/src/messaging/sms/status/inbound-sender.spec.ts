import { describe, expect, it } from '@jest/globals';
import { channelRecordWith } from '../../../../test/channels.js';
import { pairWith } from '../../../../test/documents.js';
import { Channel } from '../../sim-cards/channel.js';
import { countryOf, senderOf } from './inbound-sender.js';

const kenya = () => 'KE';

describe('the sender of a message', () => {
  it.each([
    ['+254712345678', '+254712345678'],
    ['254712345678', '+254712345678'],
    ['0712345678', '+254712345678'],
    ['712345678', '+254712345678'],
    ['00254712345678', '+254712345678'],
    ['+0712345678', '+254712345678'],
    ['+00254712345678', '+254712345678'],
    ['256772345678', '+256772345678'],
    ['447911123456', '+447911123456'],
    [' 0712 345678 ', '+254712345678'],
  ])('that the network wrote as %s is %s', (from, sender) => {
    expect(senderOf(from, kenya)).toBe(sender);
  });

  it.each(['22141', '40404', '225500', 'MPESA', 'Safaricom', '+22141', 'unknown', '99999999'])(
    'that has no E.164 form stays as it is: %s',
    (from) => {
      expect(senderOf(from, kenya)).toBe(from);
    },
  );

  it('is no number without its area’s code where it may be a short code', () => {
    expect(senderOf('225500', () => 'DE')).toBe('225500');
    expect(senderOf('91234567', () => 'NO')).toBe('+4791234567');
  });
});

describe('the country of a channel', () => {
  const [uganda, nairobi, mombasa] = [pairWith({ country: 'UG' }), pairWith(), pairWith()];
  const pairs = new Map([uganda, nairobi, mombasa].map((pair) => [pair.id, pair]));
  const of = (record: Parameters<typeof channelRecordWith>[0]) =>
    countryOf(new Channel(channelRecordWith(record)), (id) => pairs.get(id), 'TZ');

  it('is that of its number, else of its pairs where they are of one, else the installation’s', () => {
    expect(of({ number: '+256772000001', pairIds: [nairobi.id] })).toBe('UG');
    expect(of({ number: null, pairIds: [nairobi.id, mombasa.id] })).toBe('KE');
    expect(of({ number: null, pairIds: [nairobi.id, uganda.id] })).toBe('TZ');
    expect(of({ number: null, pairIds: ['gone'] })).toBe('TZ');
    expect(of({ number: null, pairIds: [] })).toBe('TZ');
    expect(countryOf(undefined, () => undefined, 'TZ')).toBe('TZ');
  });

  it('is not that of a sender which is no number', () => {
    const channel = new Channel(channelRecordWith({ number: null }));
    channel.sender = 'SHOP';
    expect(countryOf(channel, () => undefined, 'TZ')).toBe('TZ');
  });
});
