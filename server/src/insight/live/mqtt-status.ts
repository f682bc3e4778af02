import type { MqttStatus } from '@signalbox/contracts/live';
import { isoTime } from '../../platform/common/clock.js';
import type { WorkerPresence } from '../../messaging/workers/workers.events.js';

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
