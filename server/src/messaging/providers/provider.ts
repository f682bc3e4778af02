import type { Provider } from '@signalbox/contracts/providers';
import { isoTime } from '../../platform/common/clock.js';
import { priceOf } from '../../platform/common/price.js';
import type { Channel } from '../sim-cards/channel.js';
import type { HeldProvider } from './provider-book.service.js';

export interface ShownWith {
  now: number;
  /** Why it cannot work, where that is not its worker's to say. */
  trouble: string | null;
  reportPath: string | null;
}

/** @param held undefined where the worker's own file has it */
export function toProvider(
  channel: Channel,
  held: HeldProvider | undefined,
  { now, trouble, reportPath }: ShownWith,
): Provider {
  const { record } = channel;
  const secrets = held?.account ? Object.entries(held.account.secrets) : [];
  return {
    id: record.id,
    label: record.label,
    driver: driverOf(channel),
    worker_id: record.workerId,
    status: record.status,
    online: channel.online,
    trouble: trouble ?? channel.trouble,
    sender: held?.sender ?? null,
    rate_per_minute: record.ratePerMinute,
    daily_cap: record.dailyCap,
    window: record.window,
    pair_ids: record.pairIds,
    price: record.price === null ? null : priceOf(record.price),
    prices: Object.fromEntries(Object.entries(record.prices).map(([pairId, price]) => [pairId, priceOf(price)])),
    settings: held?.shown ?? null,
    secrets_set: secrets.filter(([, value]) => value !== '').map(([name]) => name),
    report_path: reportPath,
    from_worker_file: held === undefined,
    reserved: channel.reserved,
    sent_today: channel.sentOn(now),
    in_flight: channel.inFlight,
    created_at: isoTime(record.createdAt),
    updated_at: isoTime(record.updatedAt),
  };
}

export const driverOf = ({ record }: Channel): Provider['driver'] => (record.driver === 'smpp' ? 'smpp' : 'http');
