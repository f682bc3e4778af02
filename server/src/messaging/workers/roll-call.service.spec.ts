import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { HelloPacket, type StatePacket } from '@signalbox/contracts/bus';
import { topicsOf } from '@signalbox/contracts/topics';
import type { MqttPublisher } from '@signalbox/transport/mqtt-publisher';
import type { ServerFenceService } from '../../platform/modem-bus/server-fence.service.js';
import { RollCallService } from './roll-call.service.js';
import type { WorkersService } from './workers.service.js';

const SESSION = randomUUID();
const OLD = randomUUID();

describe('the roll call', () => {
  let asked: { worker: string; ask: string }[];
  let taken: StatePacket[];
  let here: string | null;
  let rollCall: RollCallService;

  beforeEach(() => {
    jest.useFakeTimers();
    [asked, taken, here] = [[], [], null];
    const publisher = {
      publish: (topic: string, packet: object) => {
        const { ask, fence } = HelloPacket.parse(packet);
        expect(fence).toBe(7);
        asked.push({ worker: topic, ask });
        return Promise.resolve();
      },
    } as unknown as MqttPublisher;
    const workers = {
      all: [{ id: 'w1' }, { id: 'w2' }],
      isHere: (id: string, session: string) => id === 'w1' && session === here,
      receiveState: (_: string, packet: StatePacket) => {
        taken.push(packet);
        if (packet.status === 'online') here = packet.session;
        return Promise.resolve();
      },
    } as unknown as WorkersService;
    rollCall = new RollCallService(publisher, { value: 7 } as ServerFenceService, workers);
    rollCall.onModuleInit();
  });
  afterEach(() => {
    rollCall.onModuleDestroy();
    jest.useRealTimers();
  });

  const state = (more: Partial<Extract<StatePacket, { status: 'online' }>> = {}): StatePacket => {
    const online = { v: 1 as const, status: 'online' as const, session: SESSION, version: '1', at: 1, channels: [] };
    return { ...online, uptime_ms: 1000, ...more };
  };
  const hear = (packet: StatePacket) => rollCall.receiveState(topicsOf('w1').state, packet);
  const question = () => asked.at(-1)?.ask ?? '';

  it('asks every worker that is known, with another question at each connection', () => {
    rollCall.begin();
    expect(asked.map(({ worker }) => worker)).toEqual(['w1', 'w2'].map((id) => topicsOf(id).hello));
    rollCall.begin();
    expect(asked[2]?.ask).not.toBe(asked[0]?.ask);
  });

  it('believes who answers its question, and what that one says from then on', async () => {
    rollCall.begin();
    await hear(state({ answers: question() }));
    await hear(state({ uptime_ms: 2000 }));
    expect(taken).toHaveLength(2);
  });

  it('asks who says that it is here without being asked, until that one answers', async () => {
    rollCall.begin();
    const before = asked.length;
    await hear(state());
    await hear(state({ answers: OLD }));
    expect(taken).toEqual([]);
    expect(asked).toHaveLength(before + 2);
    jest.advanceTimersByTime(2_000);
    expect(asked).toHaveLength(before + 3);
    await hear(state({ answers: question() }));
    expect(taken).toHaveLength(1);
    jest.advanceTimersByTime(60_000);
    expect(asked).toHaveLength(before + 3);
  });

  it('asks in vain for a while only', async () => {
    await hear(state());
    jest.advanceTimersByTime(600_000);
    expect(asked).toHaveLength(6);
  });

  it('does not believe a heap of states that a broker kept, however far apart they were said', async () => {
    for (let uptime = 0; uptime < 200_000; uptime += 30_000) await hear(state({ uptime_ms: uptime }));
    expect(taken).toEqual([]);
  });

  it('believes who repeats itself, though it cannot hear the question', async () => {
    await hear(state());
    jest.advanceTimersByTime(30_000);
    await hear(state({ uptime_ms: 31_000 }));
    expect(taken).toHaveLength(1);
  });

  it('believes a worker that is older than the question, and every goodbye', async () => {
    await hear(state({ uptime_ms: undefined }));
    await hear({ v: 1, status: 'offline', session: SESSION, at: 1 });
    expect(taken.map(({ status }) => status)).toEqual(['online', 'offline']);
    expect(asked).toEqual([]);
  });

  it('asks another session of a worker that is here, too', async () => {
    rollCall.begin();
    await hear(state({ answers: question() }));
    await hear(state({ session: OLD }));
    expect(taken).toHaveLength(1);
    await hear(state({ session: OLD, answers: question() }));
    expect(taken).toHaveLength(2);
  });
});
