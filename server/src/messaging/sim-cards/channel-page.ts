import type { ChannelQuery } from '@signalbox/contracts/common';
import type { Channel, ChannelRecord } from './channel.js';

/** The channels of one kind after an id, by their ids; one more than a page has, where there is one. */
export function channelPage(
  channels: readonly Channel[],
  kind: ChannelRecord['kind'],
  { limit, online }: Pick<ChannelQuery, 'limit' | 'online'>,
  after: number,
): Channel[] {
  return channels
    .filter(({ id, record }) => record.kind === kind && id > after)
    .filter((channel) => online === undefined || channel.online === online)
    .sort((a, b) => a.id - b.id)
    .slice(0, limit + 1);
}
