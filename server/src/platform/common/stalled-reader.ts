import type { ServerResponse } from 'node:http';

/** How often it is looked, in a time that is too long. */
const LOOKS = 6;

/**
 * Cuts the connection of whoever reads nothing of an answer for so long, although there is something to read. For answers
 * that are as long as what is stored: they hold a place, and a page of rows, until they are read.
 */
export function cutWhenStalled(response: ServerResponse, afterMs: number): void {
  let taken = -1;
  let movedAt = performance.now();
  const timer = setInterval(() => {
    const { socket } = response;
    if (!socket) return;
    const now = performance.now();
    const left = socket.bytesWritten - socket.writableLength;
    if (left !== taken || response.writableLength === 0) {
      taken = left;
      movedAt = now;
    } else if (now - movedAt >= afterMs) socket.destroy();
  }, afterMs / LOOKS).unref();
  response.once('close', () => clearInterval(timer));
}
