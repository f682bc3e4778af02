import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LIVE_EVENTS, LIVE_UPDATES_KEPT, LiveBehind, type SmsStatusUpdates } from '@signalbox/contracts/live';
import { type Socket, io } from 'socket.io-client';
import { uuidv7 } from '../../src/platform/common/uuid.js';
import { SmsEvents } from '../../src/messaging/sms/sms.events.js';
import { TestApp } from '../app.js';
import { messageWith } from '../messages.js';
import { until } from '../until.js';

const TEXT = 'x'.repeat(1_500);
/** More than all buffers of the system take, where a client does not read: some 60 MB. */
const FLOODED = 40_000;

/** The TCP connection below a client's socket. */
interface Wire {
  pause(): void;
  resume(): void;
}
const wireOf = (socket: Socket): Wire => {
  const { ws } = socket.io.engine.transport as unknown as { ws: { _socket: Wire } };
  return ws._socket;
};

describe('a live client that does not read', () => {
  let app: TestApp;
  let socket: Socket;
  const shown: string[] = [];
  const behind: LiveBehind[] = [];
  beforeAll(async () => {
    app = await TestApp.start();
    socket = io(app.url, {
      auth: { token: app.admin.token, batch: true },
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    });
    socket.on(LIVE_EVENTS.smsStatus, ({ updates }: SmsStatusUpdates) =>
      shown.push(...updates.map(({ message_id }) => message_id)),
    );
    socket.on(LIVE_EVENTS.behind, (packet: unknown) => behind.push(LiveBehind.parse(packet)));
    await new Promise((resolve) => socket.once('connect', () => resolve(undefined)));
  });
  afterAll(async () => {
    socket.disconnect();
    await app.stop();
  });

  it('costs the server a bounded buffer, gets the newest when it reads, and is told to read anew', async () => {
    const { changed } = app.get(SmsEvents);
    const ids = Array.from({ length: FLOODED }, () => uuidv7());
    wireOf(socket).pause();
    for (let from = 0; from < FLOODED; from += 1_000) {
      changed.next(ids.slice(from, from + 1_000).map((id) => messageWith({ id, text: TEXT })));
      // A flush has its chance after each.
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    wireOf(socket).resume();
    const last = ids.at(-1) ?? '';
    await until(() => shown.at(-1) === last);
    const dropped = behind.reduce((sum, packet) => sum + packet.dropped, 0);
    expect(dropped + shown.length).toBe(FLOODED);
    expect(dropped).toBeGreaterThan(FLOODED / 4);
    const newest = ids.slice(-LIVE_UPDATES_KEPT * 0.8);
    expect(shown.slice(-newest.length)).toEqual(newest);
  });

  it('is up to date within a second of 5,000 messages when it does', async () => {
    const ids = Array.from({ length: 5_000 }, () => uuidv7());
    const began = performance.now();
    app.get(SmsEvents).changed.next(ids.map((id) => messageWith({ id })));
    await until(() => shown.at(-1) === ids.at(-1));
    // A twentieth of a second for each flush of a thousand; the rest is a busy machine's.
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(shown.slice(-ids.length)).toEqual(ids);
  });
});
