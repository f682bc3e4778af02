import type { NewWorker, WorkerCredentials } from '@signalbox/contracts/workers';
import { orNone } from '../core/or-none';

/** Where the broker is, for who has to put it in. */
const UNKNOWN_URL = 'mqtts://HOST:8883';

/** The lines of a worker's own `.env`, or of the environment that it is started with. */
export const environmentOf = ({ id, username, password, mqtt_url: url }: WorkerCredentials): string =>
  [`WORKER_ID=${id}`, `MQTT_URL=${url ?? UNKNOWN_URL}`, `MQTT_USERNAME=${username}`, `MQTT_PASSWORD=${password}`].join(
    '\n',
  );

export interface WorkerFields {
  id: string;
  label: string;
}

/** The form as the API takes it; without an id the server makes one. */
export const workerOf = ({ id, label }: WorkerFields): Partial<NewWorker> => ({
  ...(id.trim() === '' ? {} : { id: id.trim() }),
  label: orNone(label),
});
