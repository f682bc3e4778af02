import type { Lane } from '../../../messaging/sms/message.js';

/** From here on a program's messages go in the normal lane, below it in the bulk lane. */
const NORMAL_FROM = 8;

/** The lane of a program's priority, 1 to 10: single messages that are urgent never wait behind a list. */
export const laneOfPriority = (priority: number): Lane => (priority >= NORMAL_FROM ? 1 : 2);
