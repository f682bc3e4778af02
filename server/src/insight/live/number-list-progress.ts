import type { NumberListProgress } from '@signalbox/contracts/number-lists';
import { isoTime } from '../../platform/common/clock.js';
import type { ImportState } from '../../campaigns/number-lists/number-list.js';

/** Event `number_list_progress`. */
export function toProgress({ list, share }: ImportState): NumberListProgress {
  const { reason, read, rows, duplicates, rejected, suppressed } = list.details;
  return {
    id: list.id,
    name: list.name,
    status: list.status,
    reason,
    percent: Math.floor(share * 1000) / 10,
    read,
    rows,
    duplicates,
    rejected,
    suppressed,
    timestamp: isoTime(Date.now()),
  };
}
