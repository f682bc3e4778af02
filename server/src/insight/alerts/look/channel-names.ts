import type { Channel } from '../../../messaging/sim-cards/channel.js';
import type { Labels, Subject } from '../alert.js';

/** A channel as an alert's subject. */
export function channelSubject({ record }: Channel): Subject {
  const isSim = record.kind === 'sim';
  const what = isSim ? 'SIM card' : 'Provider';
  return {
    kind: isSim ? 'sim_card' : 'provider',
    id: String(record.id),
    name: record.label ?? record.number ?? `${what} ${record.id}`,
  };
}

export const channelLabels = ({ record }: Channel): Labels => ({
  channel: String(record.id),
  ...(record.workerId !== null && { worker: record.workerId }),
  ...(record.operator !== null && { operator: record.operator }),
});
