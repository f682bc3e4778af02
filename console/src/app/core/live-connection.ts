import { InjectionToken } from '@angular/core';
import type { LIVE_EVENTS, LiveHandshake } from '@signalbox/contracts/live';

export type LiveEvent = 'connect' | 'disconnect' | 'connect_error' | (typeof LIVE_EVENTS)[keyof typeof LIVE_EVENTS];

/** What the live service needs of a socket. */
export interface LiveConnection {
  on(event: LiveEvent, listener: (payload: unknown) => void): unknown;
  /** Whether the library tries again by itself; not when the server refused or closed the socket. */
  readonly active: boolean;
  connect(): unknown;
  disconnect(): unknown;
}

export type OpenLive = (auth: () => LiveHandshake) => Promise<LiveConnection>;

/** Opens the socket; the client library is fetched with the first connection, after the first page is up. */
export const OPEN_LIVE = new InjectionToken<OpenLive>('OPEN_LIVE', {
  factory: () => async (auth) => {
    const { io } = await import('socket.io-client');
    return io({
      auth: (answer) => answer(auth()),
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelayMax: 5_000,
    });
  },
});
