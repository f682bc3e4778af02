import type { ChannelStatus, MqttStatus } from '@signalbox/contracts/live';
import { isoTime } from '../../platform/common/clock.js';
import type { Channel } from '../../messaging/sim-cards/channel.js';
import type { WorkerPresence } from '../../messaging/workers/workers.events.js';

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

/** Event `mqtt_status` of a worker. */
export const toWorkerStatus = ({ workerId, online, channels, at }: WorkerPresence): MqttStatus => ({
  status: online ? 'online' : 'offline',
  worker: workerId,
  channels,
  timestamp: isoTime(at),
});

/** Event `mqtt_status` of the server's own connection. */
export const toBrokerStatus = (online: boolean): MqttStatus => ({
  status: online ? 'online' : 'offline',
  worker: null,
  channels: 0,
  timestamp: isoTime(Date.now()),
});
