import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller, Inject, type INestMicroservice, StandardSchemaValidationPipe, UseFilters } from '@nestjs/common';
import { Ctx, EventPattern, MqttContext, Payload } from '@nestjs/microservices';
import { Test } from '@nestjs/testing';
import { Aedes } from 'aedes';
import type { MqttClient } from 'mqtt';
import { z } from 'zod';
import { freePort } from '../../../server/test/services/private-process.js';
import { connectMqtt, publish } from './mqtt-link.js';
import { MqttStrategy, type MqttStrategyOptions } from './mqtt.strategy.js';
import { PassErrorsFilter } from './pass-errors.filter.js';

const Note = z.object({ n: z.int() });
type Note = z.infer<typeof Note>;

class Script {
  readonly seen: string[] = [];
  handle: (n: number) => Promise<void> | void = () => undefined;
}

@Controller()
@UseFilters(PassErrorsFilter)
class Notes {
  constructor(@Inject(Script) private readonly script: Script) {}

  @EventPattern<string>('notes/+/in')
  async note(@Payload({ schema: Note }) note: Note, @Ctx() context: MqttContext): Promise<void> {
    this.script.seen.push(`${context.getTopic()} ${note.n}`);
    await this.script.handle(note.n);
  }
}

const until = async (condition: () => boolean): Promise<void> => {
  for (const end = Date.now() + 30_000; !condition();) {
    if (Date.now() > end) throw new Error(`never: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

const happened = (client: MqttClient, event: 'connect' | 'close'): Promise<void> =>
  new Promise((resolve) => client.once(event, () => resolve()));

describe('MqttStrategy', () => {
  let broker: Aedes;
  let server: Server;
  let port: number;
  let app: INestMicroservice | undefined;
  let sender: MqttClient;
  let script: Script;
  let dropped: string[];
  /** Packets acknowledged by the client under test, in order. */
  let acknowledged: string[];

  const startBroker = async (): Promise<void> => {
    broker = await Aedes.createBroker();
    broker.on('ack', (packet, client) => {
      if (client.id === 'tested' && packet && 'payload' in packet) acknowledged.push(String(packet.payload));
    });
    server = createServer((socket) => broker.handle(socket));
    port ||= await freePort();
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  const stopBroker = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    await new Promise<void>((resolve) => broker.close(() => resolve()));
    await closed;
  };

  const start = async (options: Partial<MqttStrategyOptions> = {}): Promise<MqttStrategy> => {
    const strategy = new MqttStrategy({
      url: `mqtt://127.0.0.1:${port}`,
      clientId: 'tested',
      clean: false,
      reconnectMs: 20,
      retryMs: [],
      onMalformed: (topic, why) => dropped.push(`${topic} ${why}`),
      ...options,
    });
    const providers = [{ provide: Script, useValue: script }];
    const module = await Test.createTestingModule({ controllers: [Notes], providers }).compile();
    app = module.createNestMicroservice({ strategy, logger: false });
    app.useGlobalPipes(new StandardSchemaValidationPipe());
    const subscribed = once(broker, 'subscribe');
    await app.listen();
    await subscribed;
    return strategy;
  };

  beforeEach(async () => {
    port = 0;
    dropped = [];
    acknowledged = [];
    script = new Script();
    await startBroker();
    sender = connectMqtt({ url: `mqtt://127.0.0.1:${port}`, clientId: 'sender', clean: true, reconnectMs: 20 });
    await happened(sender, 'connect');
  });

  afterEach(async () => {
    await app?.close();
    app = undefined;
    await sender.endAsync(true);
    await stopBroker();
  });

  it('gives a packet to the handler whose filter matches, with its topic', async () => {
    await start();
    await publish(sender, 'notes/a/in', { n: 1 });
    await publish(sender, 'notes/a/b/in', { n: 2 });
    await publish(sender, 'notes/b/in', { n: 3 });
    await until(() => script.seen.length === 2);
    expect(script.seen).toEqual(['notes/a/in 1', 'notes/b/in 3']);
  });

  it('acknowledges only after the handler has finished', async () => {
    let finish = (): void => undefined;
    script.handle = () => new Promise((resolve) => (finish = resolve));
    await start();
    await publish(sender, 'notes/a/in', { n: 1 });
    await until(() => script.seen.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(acknowledged).toEqual([]);
    finish();
    await until(() => acknowledged.length === 1);
  });

  it('has a packet delivered again after its handler failed, and those behind it, in order', async () => {
    let failures = 2;
    script.handle = (n) => {
      if (n === 1 && failures-- > 0) throw new Error('no database');
    };
    await start();
    await Promise.all([1, 2, 3].map((n) => publish(sender, 'notes/a/in', { n })));
    await until(() => acknowledged.length === 3);
    expect(script.seen.map((line) => line.at(-1)).join('')).toBe('11123');
    expect(dropped).toEqual([]);
  });

  it('is reachable while it has packets come again, and not once the broker is gone', async () => {
    let failures = 2;
    script.handle = () => {
      if (failures-- > 0) throw new Error('no database');
    };
    const strategy = await start();
    const seen: boolean[] = [];
    strategy.on('disconnected', () => seen.push(strategy.connected, strategy.reachable));
    await publish(sender, 'notes/a/in', { n: 1 });
    await until(() => acknowledged.length === 1);
    expect(seen.splice(0)).toEqual([false, true, false, true]);
    await stopBroker();
    await until(() => !strategy.reachable);
    expect(seen.slice(0, 2)).toEqual([false, false]);
    await startBroker();
    await until(() => strategy.reachable);
  });

  it('runs a failed handler again without dropping the connection when a short wait is enough', async () => {
    let failures = 1;
    script.handle = () => {
      if (failures-- > 0) throw new Error('busy');
    };
    const strategy = await start({ retryMs: [5] });
    let lost = 0;
    strategy.on('disconnected', () => (lost += 1));
    await publish(sender, 'notes/a/in', { n: 1 });
    await until(() => acknowledged.length === 1);
    expect(script.seen).toHaveLength(2);
    expect(lost).toBe(0);
  });

  it('drops a packet that fails over several deliveries, and goes on', async () => {
    script.handle = (n) => {
      if (n === 1) throw new Error('poison');
    };
    await start({ deliveries: 3 });
    await publish(sender, 'notes/a/in', { n: 1 });
    await publish(sender, 'notes/a/in', { n: 2 });
    await until(() => script.seen.includes('notes/a/in 2'));
    expect(dropped).toEqual(['notes/a/in failed']);
    expect(script.seen.filter((line) => line === 'notes/a/in 1')).toHaveLength(3);
  });

  it('gives up on a handler that never finishes, and has its packet delivered again', async () => {
    let hang = true;
    script.handle = () => (hang ? new Promise(() => (hang = false)) : undefined);
    await start({ handlerTimeoutMs: 30 });
    await publish(sender, 'notes/a/in', { n: 1 });
    await until(() => acknowledged.length === 1);
    expect(script.seen).toHaveLength(2);
  });

  it('counts and drops what is not JSON or fails its schema, and goes on', async () => {
    await start();
    await sender.publishAsync('notes/a/in', '{"n":', { qos: 1 });
    await sender.publishAsync('notes/a/in', Buffer.from([0xff, 0x00]), { qos: 1 });
    await publish(sender, 'notes/a/in', { n: 'one' });
    await publish(sender, 'notes/a/in', { n: 4 });
    await until(() => acknowledged.length === 4);
    expect(dropped).toEqual(['notes/a/in json', 'notes/a/in json', 'notes/a/in schema']);
    expect(script.seen).toEqual(['notes/a/in 4']);
  });

  it('does not acknowledge on a new connection what it handled for an old one', async () => {
    let finish = (): void => undefined;
    let first = true;
    script.handle = () => {
      if (!first) return undefined;
      first = false;
      return new Promise((resolve) => (finish = resolve));
    };
    const strategy = await start();
    await publish(sender, 'notes/a/in', { n: 1 });
    await until(() => script.seen.length === 1);
    strategy.client.stream.destroy();
    await happened(strategy.client, 'close');
    finish();
    await until(() => acknowledged.length === 1);
    expect(script.seen).toHaveLength(2);
  });

  it('subscribes again at a broker that forgot it, and tells of the link', async () => {
    const strategy = await start();
    const told: string[] = [];
    strategy.on('disconnected', () => told.push('disconnected'));
    strategy.on('connected', () => told.push('connected'));
    await stopBroker();
    await until(() => told.length === 1);
    await expect(strategy.publish('anything', {})).rejects.toThrow('no connection');
    await startBroker();
    await once(broker, 'subscribe');
    await until(() => sender.connected);
    await publish(sender, 'notes/a/in', { n: 5 });
    await until(() => script.seen.length === 1);
    expect(told).toEqual(['disconnected', 'connected']);
  });

  it('keeps what came while it was away, and lets a running handler finish before it closes', async () => {
    let finished = 0;
    script.handle = async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      finished += 1;
    };
    await start();
    await publish(sender, 'notes/a/in', { n: 1 });
    await until(() => script.seen.length === 1);
    await app?.close();
    expect(finished).toBe(1);
    await publish(sender, 'notes/a/in', { n: 2 });
    await start();
    await until(() => finished === 2);
    expect(script.seen.map((line) => line.at(-1)).join('')).toBe('12');
  });
});
