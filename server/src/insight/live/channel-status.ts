import type { ChannelStatus } from '@signalbox/contracts/live';
import { isoTime } from '../../platform/common/clock.js';
import type { Channel } from '../../messaging/sim-cards/channel.js';

/** Event `channel_status`. */
export const toChannelStatus = ({ record, online, trouble, signal, registration }: Channel): ChannelStatus => ({
  id: record.id,
  kind: record.kind,
  number: record.number,
  label: record.label,
  online,
  trouble,
  signal,
  registration,
  operator: record.operator,
  timestamp: isoTime(Date.now()),
});
