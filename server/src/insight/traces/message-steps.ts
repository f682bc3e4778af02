import { STATUSES } from '@signalbox/contracts/statuses';
import type { MessageStep } from '@signalbox/logging/message-traces';
import type { Message } from '../../messaging/sms/message.js';

export type Told = Pick<
  Message,
  'id' | 'status' | 'attempt' | 'version' | 'createdAt' | 'updatedAt' | 'dueAt' | 'heldAt' | 'lane' | 'segments'
>;

const LANES = ['urgent', 'normal', 'bulk'];

/**
 * Which steps of its life are over with what a message is told to be now. Its worker tells of the sending itself.
 * @param kind of its channel
 */
export function stepsOver(message: Told, kind: string, now: number): MessageStep[] {
  const { id: messageId, status, attempt, version, createdAt, dueAt } = message;
  const steps: MessageStep[] = [];
  if (version === 0) {
    const attributes = { 'message.lane': LANES[message.lane], 'message.segments': message.segments };
    steps.push({ messageId, step: 'accept', attempt: 0, beganAt: createdAt, endedAt: now, attributes });
  }
  // With `heldAt` it is its worker's word that it has it, which is no step of the server's.
  if (status === 'dispatched' && message.heldAt === null) {
    const beganAt = version === 0 ? now : Math.max(createdAt, dueAt);
    steps.push({ messageId, step: 'dispatch', attempt, beganAt, endedAt: now, attributes: { 'channel.kind': kind } });
  }
  const { outcome } = STATUSES[status];
  if (outcome !== null && attempt > 0) {
    const failure = outcome === 'success' ? undefined : status;
    const attributes = { 'message.status': status, 'channel.kind': kind };
    steps.push({ messageId, step: 'report', attempt, beganAt: message.updatedAt, endedAt: now, attributes, failure });
  }
  return steps;
}
