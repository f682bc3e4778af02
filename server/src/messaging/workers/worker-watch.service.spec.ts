import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { topicsOf } from '@signalbox/contracts/topics';
import type { MqttStrategy } from '@signalbox/transport/mqtt.strategy';
import { WorkerWatchService } from './worker-watch.service.js';
import type { WorkersService } from './workers.service.js';

/** Workers that answer pings, or do not; notes what becomes of them. */
class FakeWorkers {
  all = [{ id: 'w', online: true }];
  readonly hung = new Set<string>();
  readonly pings: string[] = [];

  show(online: boolean): void {
    this.all = [{ id: 'w', online }];
  }

  hang(id: string): void {
    this.hung.add(id);
  }

  revive(id: string): Promise<void> {
    this.hung.delete(id);
    return Promise.resolve();
  }

  ping(id: string): Promise<void> {
    this.pings.push(id);
    return Promise.reject(new Error('did not answer'));
  }
}

describe('a worker that is watched', () => {
  let workers: FakeWorkers;
  let client: EventEmitter;
  let strategy: { client: EventEmitter; connected: boolean };
  let watch: WorkerWatchService;
  beforeEach(() => {
    workers = new FakeWorkers();
    client = new EventEmitter();
    strategy = { client, connected: true };
    watch = new WorkerWatchService(strategy as unknown as MqttStrategy, workers as unknown as WorkersService);
    watch.onModuleInit();
    watch.onModuleDestroy();
  });
  const pass = (ticks: number) => Array.from({ length: ticks }, () => watch.look());
  const hear = (topic: string, retain = false) => client.emit('message', topic, Buffer.from('{}'), { retain });

  it('is asked after ten seconds of silence, and hangs after thirty', () => {
    pass(2);
    expect(workers.pings).toEqual([]);
    pass(4);
    expect(workers.pings).toHaveLength(4);
    expect(workers.hung.size).toBe(0);
    pass(1);
    expect(workers.hung.has('w')).toBe(true);
  });

  it('is asked now and then while it hangs: what it does not read piles up at the broker', () => {
    pass(6);
    workers.pings.length = 0;
    pass(60);
    expect(workers.pings).toHaveLength(10);
  });

  it.each((['state', 'events', 'replies'] as const).map((name) => [name, topicsOf('w')[name]] as const))(
    'lives when it says something on %s',
    (_, topic) => {
      pass(7);
      expect(workers.hung.has('w')).toBe(true);
      hear(topic);
      pass(1);
      expect(workers.hung.has('w')).toBe(false);
      for (let round = 0; round < 20; round += 1) {
        pass(2);
        hear(topic);
      }
      expect(workers.hung.size).toBe(0);
    },
  );

  it('does not live by what the broker kept of it, nor by what others say', () => {
    for (let round = 0; round < 7; round += 1) {
      hear(topicsOf('w').state, true);
      hear(topicsOf('other').events);
      pass(1);
    }
    expect(workers.hung.has('w')).toBe(true);
  });

  it('is not blamed for the time without a broker, nor for being away', () => {
    pass(6);
    strategy.connected = false;
    pass(100);
    strategy.connected = true;
    pass(6);
    expect(workers.hung.size).toBe(0);
    workers.show(false);
    pass(100);
    workers.show(true);
    pass(6);
    expect(workers.hung.size).toBe(0);
  });
});
