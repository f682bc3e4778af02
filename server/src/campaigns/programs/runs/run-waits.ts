import type { RunRow } from '../../../messaging/sms/run-message.js';
import { nextOpening } from '../sending-window.js';
import type { SendingWindow } from '../program.js';
import { RunWindowsService } from './run-windows.service.js';

/** Why nothing of a run leaves now, where its window says so for all recipients alike; null when it does not. */
export function windowWait(window: SendingWindow | null, now: number): string | null {
  if (window === null || window.timeZone === 'recipient') return null;
  const opening = nextOpening(window, window.timeZone, now);
  return opening > now ? RunWindowsService.reason(opening) : null;
}

/**
 * What rows of a run wait for: for a channel, or for the hours of their recipients; null when none waits.
 * @param closedReason why nothing can carry the messages of a pair for now; null when something can
 */
export function rowsWait(
  rows: readonly Pick<RunRow, 'pairId' | 'sendAt' | 'problem'>[],
  closedReason: (pairId: string | null) => string | null,
): string | null {
  const sendable = rows.filter(({ problem }) => problem === null);
  const closed = new Map([...new Set(sendable.map(({ pairId }) => pairId))].map((id) => [id, closedReason(id)]));
  const reasons = sendable.map(
    ({ pairId, sendAt }) => closed.get(pairId) ?? (sendAt === null ? null : RunWindowsService.reason(sendAt)),
  );
  const first = reasons.find((reason) => reason !== null) ?? null;
  return first !== null && reasons.includes(null) ? `for some of its numbers ${first}` : first;
}
