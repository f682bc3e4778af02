import { describe, expect, it } from '@jest/globals';
import type { Role } from '@signalbox/contracts/auth';
import {
  GatewayStatusUpdate,
  LIVE_EVENTS,
  LIVE_FLUSHES_PER_SECOND,
  LIVE_UPDATES_KEPT,
  LiveBehind,
  MqttStatus,
  SmsStatusUpdate,
  type SmsStatusUpdates,
} from '@signalbox/contracts/live';
import { messageWith } from '../../../test/messages.js';
import type { AsRouted } from '../../messaging/sms/message-view.js';
import { maskedUpdate, toMqttStatus, toUpdate } from './update.js';
import { Viewer, type ViewerSocket } from './viewer.js';

const routed: AsRouted = {
  kindOf: (id) => (id === 7 ? 'provider' : 'sim'),
  reasonOf: () => 'as the channels are now',
  canReply: ({ direction }) => direction === 'inbound',
};
const update = (id: string, status: SmsStatusUpdate['status'] = 'sent') =>
  toUpdate(messageWith({ id, status }), routed);

class FakeSocket implements ViewerSocket {
  readonly sent: { event: string; body: object | string }[] = [];
  readonly conn = { transport: { writable: true } };

  emit(event: string, body: object | string): void {
    this.sent.push({ event, body });
  }

  disconnect(): void {
    this.conn.transport.writable = false;
  }

  bodies<T>(event: string): T[] {
    return this.sent.filter((packet) => packet.event === event).map(({ body }) => body as T);
  }
}

function viewerOf(batch: boolean, role: Role = 'admin') {
  const socket = new FakeSocket();
  const principal = { userId: 1, username: 'u', role, apiKeyId: null, sessionEpoch: 0, token: null };
  return { socket, viewer: new Viewer({ principal, from: '10.0.0.1', batch }, socket) };
}

/** Flushes as the gateway does, until nothing waits. @returns how long that takes, in ms */
function flushAll(viewer: Viewer): number {
  let now = 0;
  for (; viewer.isWaiting && now < 60_000; now += 1000 / LIVE_FLUSHES_PER_SECOND) viewer.flush(now);
  return now;
}

describe.each([true, false])('a socket (in batches: %s)', (batch) => {
  const shown = (socket: FakeSocket) =>
    socket
      .bodies<SmsStatusUpdate & Partial<SmsStatusUpdates>>(LIVE_EVENTS.smsStatus)
      .flatMap((packet) => packet.updates ?? packet)
      .map(({ message_id, status }) => `${message_id} ${status}`);

  it('is shown 5,000 messages within a second, each as it was last', () => {
    const { socket, viewer } = viewerOf(batch);
    const ids = Array.from({ length: 5_000 }, (_, index) => `m${index}`);
    for (const status of ['sent', 'delivered'] as const) for (const id of ids) viewer.show(update(id, status));
    expect(flushAll(viewer)).toBeLessThanOrEqual(1_000);
    expect(shown(socket)).toEqual(ids.map((id) => `${id} delivered`));
    expect(socket.bodies(LIVE_EVENTS.behind)).toEqual([]);
  });

  it('that does not read gets nothing more, and holds a bounded number however long that goes on', () => {
    const { socket, viewer } = viewerOf(batch);
    socket.conn.transport.writable = false;
    // 500 a second for 1,000 s.
    const first = update('0');
    for (let index = 0; index < 500_000; index += 1) viewer.show({ ...first, message_id: String(index) });
    viewer.flush(0);
    expect(socket.sent).toEqual([]);

    socket.conn.transport.writable = true;
    flushAll(viewer);
    const [behind] = socket.sent;
    expect(behind).toEqual({ event: LIVE_EVENTS.behind, body: LiveBehind.parse(behind?.body) });
    const left = shown(socket);
    expect(left.length).toBeGreaterThan(LIVE_UPDATES_KEPT * 0.8);
    expect(left.length).toBeLessThanOrEqual(LIVE_UPDATES_KEPT);
    expect(LiveBehind.parse(behind?.body).dropped).toBe(500_000 - left.length);
    const newest = Array.from(left, (_, index) => `${500_000 - left.length + index} sent`);
    expect(left).toEqual(newest);
  });

  it('is told that it fell behind once a second at most, and at last what is left of it', () => {
    const { socket, viewer } = viewerOf(batch);
    const first = update('0');
    let id = 0;
    const flood = () => {
      for (let index = 0; index <= LIVE_UPDATES_KEPT; index += 1) viewer.show({ ...first, message_id: String(id++) });
    };
    for (let now = 0; now < 2_000; now += 500) {
      flood();
      viewer.flush(now);
    }
    flushAll(viewer);
    const told = socket.bodies<LiveBehind>(LIVE_EVENTS.behind).map(({ dropped }) => dropped);
    expect(told.length).toBe(3);
    expect(told.reduce((sum, dropped) => sum + dropped) + shown(socket).length).toBe(id);
  });

  it('gets other news as they are when it reads, of too many the newest', () => {
    const { socket, viewer } = viewerOf(batch);
    socket.conn.transport.writable = false;
    for (let round = 0; round < 2; round += 1) {
      for (let id = 0; id < 1_001; id += 1) viewer.tell({ key: `channel ${id}`, event: 'news', body: { id, round } });
    }
    viewer.flush(0);
    socket.conn.transport.writable = true;
    flushAll(viewer);
    expect(socket.bodies('news').length).toBeGreaterThan(800);
    expect(socket.bodies('news').length).toBeLessThanOrEqual(1_000);
    expect(socket.bodies('news').at(-1)).toEqual({ id: 1_000, round: 1 });
    expect(socket.bodies(LIVE_EVENTS.behind).length).toBe(1);
  });
});

describe('a packet', () => {
  it('holds many updates for a client that takes batches, and one for another', () => {
    for (const [batch, packets] of [
      [true, 1],
      [false, 3],
    ] as const) {
      const { socket, viewer } = viewerOf(batch);
      for (const id of ['a', 'b', 'c']) viewer.show(update(id));
      viewer.flush(0);
      expect(socket.bodies(LIVE_EVENTS.smsStatus).length).toBe(packets);
    }
  });

  it('names sender and receiver as the direction has them', () => {
    const numbers = { peer: '+254712345678', ownNumber: '+254700000001' };
    expect(toUpdate(messageWith({ ...numbers, direction: 'outbound' }), routed)).toMatchObject({
      sender_number: '+254700000001',
      receiver_number: '+254712345678',
    });
    expect(SmsStatusUpdate.parse(toUpdate(messageWith({ ...numbers, direction: 'inbound' }), routed))).toMatchObject({
      sender_number: '+254712345678',
      receiver_number: '+254700000001',
    });
  });

  it('is followed by what a worker reported, for a client of the earlier gateway', () => {
    const { socket, viewer } = viewerOf(false);
    viewer.show(update('a', 'dispatched'));
    viewer.show(update('b', 'delivered'));
    viewer.flush(0);
    expect(socket.sent.map(({ event }) => event)).toEqual(['sms_status_update', 'sms_status_update', 'mqtt_status']);
    const [text] = socket.bodies<string>(LIVE_EVENTS.mqttStatus);
    const report = MqttStatus.parse(JSON.parse(text ?? ''));
    expect(report).toMatchObject({ id: 'b', message_id: 'b', status: 'delivered', message: expect.any(String) });
    const batched = viewerOf(true);
    batched.viewer.show(update('b', 'delivered'));
    batched.viewer.flush(0);
    expect(batched.socket.bodies(LIVE_EVENTS.mqttStatus)).toEqual([]);
  });

  it.each([
    ['queued', false],
    ['dispatched', false],
    ['sent', true],
    ['delivered', true],
    ['undelivered', true],
    ['failed', true],
    ['uncertain', true],
    ['expired', false],
    ['cancelled', false],
    ['received', true],
  ] as const)('of a message that is %s has come over MQTT: %s', (status, came) => {
    expect(toMqttStatus(update('a', status)) !== null).toBe(came);
  });

  it('names both sides, and the SIM card, as the earlier gateway did', () => {
    const { socket, viewer } = viewerOf(false);
    const numbers = { peer: '+254712345678', ownNumber: '+254700000001' };
    for (const direction of ['outbound', 'inbound'] as const) {
      viewer.show(toUpdate(messageWith({ id: direction, ...numbers, direction }), routed));
    }
    viewer.flush(0);
    const [out, back] = socket.bodies<GatewayStatusUpdate>(LIVE_EVENTS.smsStatus);
    expect(GatewayStatusUpdate.parse(out)).toMatchObject({
      sender: '+254700000001',
      recipient: '+254712345678',
      sim_card: '+254700000001',
    });
    expect(GatewayStatusUpdate.parse(back)).toMatchObject({
      sender: '+254712345678',
      recipient: '+254700000001',
      sim_card: '+254700000001',
    });
  });

  it('to somebody who shows nothing has neither text nor numbers', () => {
    const message = messageWith({ peer: '+254712345678', ownNumber: '+254700000001', text: 'a secret' });
    const shown = maskedUpdate(toUpdate(message, routed));
    expect(JSON.stringify(shown)).not.toMatch(/secret|12345678|00000001/);
    expect(SmsStatusUpdate.parse(shown)).toMatchObject({
      message_id: message.id,
      status: message.status,
      message: '',
      reason: null,
    });
  });

  it('has the reason as it is now, not as it was stored', () => {
    expect(toUpdate(messageWith({ reason: 'offline' }), routed).reason).toBe('as the channels are now');
  });

  it('names its channel, a SIM card or a provider', () => {
    const idsOf = (channelId: number | null) => toUpdate(messageWith({ channelId }), routed);
    expect(idsOf(3)).toMatchObject({ sim_card_id: 3, provider_id: null });
    expect(idsOf(7)).toMatchObject({ sim_card_id: null, provider_id: 7 });
    expect(idsOf(null)).toMatchObject({ sim_card_id: null, provider_id: null });
  });

  it('says when the message was made, which its id does not tell', () => {
    const createdAt = Date.parse('2020-01-02T03:04:05Z');
    expect(toUpdate(messageWith({ createdAt }), routed).created_at).toBe('2020-01-02T03:04:05.000Z');
  });
});
