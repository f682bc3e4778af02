import type { ChannelState } from '@signalbox/contracts/bus';
import type { ChannelRecord } from './channel.js';
import type { NewChannel } from './channel.repository.js';

/** What is stored of what a worker says of a channel. */
export type Seen = Pick<ChannelRecord, 'key' | 'workerId' | 'driver' | 'iccid' | 'imei' | 'imsi' | 'operator'>;

export const seenIn = (workerId: string, state: ChannelState): Seen => {
  const { key, driver, iccid, imei, imsi, operator } = state;
  return { key, workerId, driver, iccid, imei, imsi, operator };
};

/** A channel that a worker brings and nobody knew. @param number that it has, unless it is another's */
export function newChannelOf(state: ChannelState, seen: Seen, number: string | null): NewChannel {
  const now = Date.now();
  return {
    ...seen,
    kind: state.kind,
    number,
    label: null,
    status: 'active',
    ratePerMinute: state.rate_per_minute,
    dailyCap: state.daily_cap,
    window: state.window,
    pairIds: [],
    price: null,
    prices: {},
    createdAt: now,
    updatedAt: now,
  };
}
