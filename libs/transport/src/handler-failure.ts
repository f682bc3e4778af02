import { HttpException } from '@nestjs/common';

/** How a packet's handler failed. */
export interface Failure {
  error: unknown;
  message: string;
  timedOut: boolean;
}

/** Whether the packet is to blame: it fails its schema. */
export const isMalformed = (error: unknown): boolean =>
  error instanceof HttpException && (error.getStatus() === 400 || error.getStatus() === 422);

/** Short, and without the packet itself: a packet holds message texts. */
export function messageOf(error: unknown): string {
  const detail = error instanceof HttpException ? error.getResponse() : error;
  const message = typeof detail === 'object' && detail !== null && 'message' in detail ? detail.message : detail;
  return String(Array.isArray(message) ? message[0] : message).slice(0, 200);
}
