import type { Socket } from 'node:net';

/** How long a client has to read its answer before the connection is cut, which may cost it the answer. */
const GRACE_MS = 2_000;

/**
 * Has a connection that ends after its answer end slowly. Node would close it at once, and what the client has sent
 * meanwhile would have the system tell it that the connection is broken, before it has read why.
 * @param reads whether what still comes is read, and thrown away; else it is left to the system
 */
export function closeSlowly(socket: Socket, reads: boolean): void {
  socket.destroySoon = () => {
    socket.end();
    // Behind what Node does at the end of an answer, which is to begin to read.
    if (!reads) setImmediate(() => socket.pause());
    setTimeout(() => socket.destroy(), GRACE_MS).unref();
  };
}

/** The request is to be read: its connection ends as any other. */
export const closeAsUsual = (socket: Socket): void => void Reflect.deleteProperty(socket, 'destroySoon');
