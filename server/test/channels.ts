import { Channel, type ChannelRecord } from '../src/messaging/sim-cards/channel.js';
import { NOON } from './messages.js';

/** What is stored of an active SIM card of worker `local`, without limits, but for what is said. */
export function channelRecordWith(fields: Partial<ChannelRecord> = {}): ChannelRecord {
  const id = fields.id ?? 1;
  return {
    id,
    kind: 'sim',
    key: `sim-${id}`,
    number: `+2547000000${String(id).padStart(2, '0')}`,
    label: null,
    status: 'active',
    workerId: 'local',
    driver: 'simulator',
    iccid: null,
    imei: null,
    imsi: null,
    operator: null,
    ratePerMinute: null,
    dailyCap: null,
    window: 100,
    pairIds: [],
    price: null,
    prices: {},
    createdAt: NOON,
    updatedAt: NOON,
    ...fields,
  };
}

/** The same at work, online. */
export function channelWith(fields: Partial<ChannelRecord> = {}): Channel {
  const channel = new Channel(channelRecordWith(fields));
  channel.online = true;
  return channel;
}
