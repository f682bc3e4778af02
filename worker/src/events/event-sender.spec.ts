import { beforeEach, describe, expect, it } from '@jest/globals';
import { EventsPacket } from '@signalbox/contracts/bus';
import { MqttPublisher } from '@signalbox/transport/mqtt-publisher';
import type { Journal, OutboxPacket } from '../journal/journal.js';
import { EventSender, MAX_IN_FLIGHT } from './event-sender.js';

const session = '0193e2a1-7c3f-7f00-8000-000000000009';
const id = '0193e2a1-7c3f-7f00-8000-000000000001';

/** Packets of ten events, the first from 1 to 10. */
class Packets implements Pick<Journal, 'packetAfter' | 'confirm'> {
  confirmed = 0;
  count = 0;

  packetAfter(sequence: number): OutboxPacket | undefined {
    const index = Math.floor(Math.max(sequence, this.confirmed) / 10);
    if (index >= this.count) return undefined;
    const first = index * 10 + 1;
    const events = Array.from({ length: 10 }, (_, i) => ({ seq: first + i, type: 'delivered', id, attempt: 1, at: 1 }));
    return { first, last: first + 9, events: JSON.stringify(events) };
  }
  confirm(upto: number): boolean {
    if (upto > this.count * 10) return false;
    this.confirmed = Math.max(upto, this.confirmed);
    return true;
  }
}

class Wire extends MqttPublisher {
  connected = true;
  reachable = true;
  readonly firsts: number[] = [];
  broken = false;

  publish(topic: string, packet: object | string): Promise<void> {
    expect(topic).toBe('the/events');
    const parsed = EventsPacket.parse(JSON.parse(String(packet)));
    expect(parsed.session).toBe(session);
    this.firsts.push(parsed.events[0]?.seq ?? 0);
    return this.broken ? Promise.reject(new Error('down')) : Promise.resolve();
  }
  take(): number[] {
    return this.firsts.splice(0);
  }
}

describe('EventSender', () => {
  let journal: Packets;
  let wire: Wire;
  let sender: EventSender;
  let now: number;

  beforeEach(() => {
    journal = new Packets();
    wire = new Wire();
    now = 1_000_000;
    sender = new EventSender(journal, wire, { topic: 'the/events', session, now: () => now });
  });

  it('publishes each packet once, in order, as they come', () => {
    journal.count = 2;
    sender.pump();
    journal.count = 3;
    sender.pump();
    expect(wire.take()).toEqual([1, 11, 21]);
  });

  it('publishes nothing without a connection, and everything unconfirmed at the next', () => {
    journal.count = 3;
    sender.pump();
    sender.confirm(10, 1);
    wire.connected = false;
    journal.count = 4;
    sender.pump();
    expect(wire.take()).toEqual([1, 11, 21]);
    wire.connected = true;
    sender.restart();
    expect(wire.take()).toEqual([11, 21, 31]);
  });

  it('has a bounded number on its way, and goes on as they are confirmed', () => {
    journal.count = MAX_IN_FLIGHT + 5;
    sender.pump();
    expect(wire.take()).toHaveLength(MAX_IN_FLIGHT);
    sender.confirm(25, 1);
    expect(wire.take()).toEqual([MAX_IN_FLIGHT * 10 + 1, MAX_IN_FLIGHT * 10 + 11]);
  });

  it('knocks with one packet at growing intervals when nothing is confirmed, and opens up at the first confirmation', () => {
    journal.count = 3;
    sender.pump();
    wire.take();
    const knocks: number[] = [];
    for (let second = 1; second <= 200; second += 1) {
      now += 1000;
      sender.tick();
      for (const first of wire.take()) {
        expect(first).toBe(1);
        knocks.push(second);
      }
    }
    expect(knocks).toEqual([5, 15, 35, 75, 135, 195]);
    sender.confirm(10, 1);
    expect(wire.take()).toEqual([11, 21]);
    now += 5000;
    sender.tick();
    expect(wire.take()).toEqual([11]);
  });

  it('does not lose patience while confirmations come', () => {
    journal.count = 10;
    sender.pump();
    wire.take();
    for (let upto = 10; upto <= 90; upto += 10) {
      now += 4000;
      sender.tick();
      sender.confirm(upto, 1);
    }
    expect(wire.take()).toEqual([]);
  });

  it('ignores a confirmation that the journal refuses', () => {
    journal.count = 1;
    sender.pump();
    sender.confirm(99, 1);
    now += 5000;
    sender.tick();
    expect(wire.take()).toEqual([1, 1]);
  });

  it('survives a publish that fails', async () => {
    wire.broken = true;
    journal.count = 1;
    sender.pump();
    await Promise.resolve();
    wire.broken = false;
    sender.restart();
    expect(wire.take()).toEqual([1, 1]);
  });
});
