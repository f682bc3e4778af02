import type { RemovedSimCard as RemovedView, SimCard } from '@signalbox/contracts/sim-cards';
import { isoTime } from '../../platform/common/clock.js';
import type { Channel } from './channel.js';
import type { RemovedChannel } from './channel.repository.js';
import type { RemovedChannels } from './removed-channels.js';

/**
 * A SIM card as the API shows it.
 * @param withImsi the IMSI names a subscriber to every network: it is not for everybody
 */
export function toSimCard(channel: Channel, now: number, withImsi: boolean): SimCard {
  const { record } = channel;
  return {
    id: record.id,
    number: record.number,
    label: record.label,
    status: record.status,
    online: channel.online,
    worker_id: record.workerId,
    driver: record.driver,
    trouble: channel.trouble,
    registration: channel.registration,
    iccid: record.iccid,
    imei: record.imei,
    imsi: withImsi ? record.imsi : null,
    operator: record.operator,
    signal: channel.signal,
    rate_per_minute: record.ratePerMinute,
    daily_cap: record.dailyCap,
    window: record.window,
    pair_ids: record.pairIds,
    sent_today: channel.sentOn(now),
    in_flight: channel.inFlight,
    created_at: isoTime(record.createdAt),
    updated_at: isoTime(record.updatedAt),
  };
}

/** A removed one as the API shows it. */
export const toRemoved = (removed: RemovedChannel, all: RemovedChannels): RemovedView => ({
  id: removed.record.id,
  number: removed.record.number ?? all.stateOf(removed)?.number ?? null,
  label: removed.record.label,
  iccid: removed.record.iccid,
  operator: removed.record.operator,
  held_by: all.holderOf(removed),
  removed_at: isoTime(removed.removedAt),
});
