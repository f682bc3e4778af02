import type { ChannelStatus, WorkerStatus } from '@signalbox/contracts/live';
import type { Worker } from '@signalbox/contracts/workers';
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

/** Event `worker_status` of a worker that came or went. */
export const toWorkerStatus = ({ workerId, online, channels, at }: WorkerPresence): WorkerStatus => ({
  status: online ? 'online' : 'offline',
  worker: workerId,
  channels,
  timestamp: isoTime(at),
});

/** The same as it is when a socket opens. */
export const toStandingStatus = ({ id, state, channels, since }: Worker): WorkerStatus => ({
  status: state === 'online' ? 'online' : 'offline',
  worker: id,
  channels: state === 'online' ? channels : 0,
  timestamp: since,
});

/** Event `worker_status` of the server's own connection. */
export const toBrokerStatus = (online: boolean): WorkerStatus => ({
  status: online ? 'online' : 'offline',
  worker: null,
  channels: 0,
  timestamp: isoTime(Date.now()),
});
