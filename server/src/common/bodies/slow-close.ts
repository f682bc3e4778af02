import type { Socket } from 'node:net';

/** How long a client has to read its answer before the connection is cut, which may cost it the answer. */
const GRACE_MS = 2_000;

/**
 * Has a connection that ends after its answer end slowly, and without reading on. Node would close it at once, and what the
 * client has sent meanwhile would have the system tell it that the connection is broken, before it has read why.
 */
export function closeSlowly(socket: Socket): void {
  socket.destroySoon = () => {
    socket.end();
    // Behind what Node does at the end of an answer, which is to begin to read.
    setImmediate(() => socket.pause());
    setTimeout(() => socket.destroy(), GRACE_MS).unref();
  };
}
