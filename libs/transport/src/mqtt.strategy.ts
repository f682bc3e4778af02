import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type CustomTransportStrategy, type MessageHandler, MqttContext, Server } from '@nestjs/microservices';
import type { IPublishPacket, MqttClient } from 'mqtt';
import { FailedPackets } from './failed-packets.js';
import { type Failure, isMalformed, messageOf } from './handler-failure.js';
import { excessOf } from './json-bounds.js';
import { linkTrouble, NO_ANSWER } from './link-trouble.js';
import { connectMqtt, type MqttLinkOptions, publish, type PublishOptions } from './mqtt-link.js';
import type { MqttPublisher } from './mqtt-publisher.js';
import { OccasionalLog } from './occasional-log.js';
import { matches, withoutShare } from './topic-filter.js';

/** Octets from which on a packet's lists and objects are counted before they are made. */
const LARGE = 64 * 1024;

/** Why a packet was acknowledged and dropped. */
export type DropReason = 'json' | 'schema' | 'unhandled' | 'failed';
export type LinkStatus = 'connected' | 'disconnected';

export interface MqttStrategyOptions extends Omit<MqttLinkOptions, 'manualConnect'> {
  /** Called for each dropped packet; for counters. */
  onMalformed?: (topic: string, why: DropReason) => void;
  /** The waits before a failed handler runs again, in ms; after the last the packet is left to the broker. */
  retryMs?: readonly number[];
  /** How often a packet may be left to the broker before it is dropped. */
  deliveries?: number;
  /** A handler that takes longer counts as failed. */
  handlerTimeoutMs?: number;
}

type Events = Record<LinkStatus, () => void>;

/**
 * Nest's transport over MQTT that acknowledges a packet only when its handler has finished, that is after its commit.
 * The patterns of `@EventPattern<string>(...)` are topics and topic filters; `@Payload()` is the parsed JSON and `@Ctx()` Nest's
 * `MqttContext`. Packets are handled one after the other, in the order they came.
 *
 * A handler that fails runs again after short waits. When it still fails, its packet is left unacknowledged and the
 * connection is dropped, so that the broker delivers it, and all behind it, again (with `clean: false`). A packet that
 * fails over several deliveries is counted and dropped, as is one that is not JSON, fails its schema (a 400 or 422
 * `HttpException`, what `StandardSchemaValidationPipe` throws: controllers need `PassErrorsFilter`, or one that
 * throws on) or has no handler.
 */
export class MqttStrategy extends Server<Events, LinkStatus> implements CustomTransportStrategy, MqttPublisher {
  // A failure is answered here, so Nest need not print it too.
  override readonly propagatesEventHandlerErrors = true;
  readonly client: MqttClient;
  protected override readonly logger = new Logger('Mqtt');
  private readonly log = new OccasionalLog((line) => this.logger.warn(line));
  private readonly events = new EventEmitter();
  private readonly failed: FailedPackets;
  private filters: [filter: string, handler: MessageHandler][] = [];
  /** Counts connections: what a handler finished after its connection was lost must not be acknowledged on the next. */
  private connection = 0;
  /** True while packets must be left to the broker: after a failure, and from the loss of a connection to the next. */
  private holding = false;
  private running: Promise<void> = Promise.resolve();
  /** Where the last try went, in words where there are several, and as whom. */
  private trying: { where: string; username: string | undefined } = { where: '', username: undefined };
  /** The connection was let go, to have its packets come again: since then, and until the next one stands or fails. */
  private lettingGo = false;
  private returning = false;
  /** Whether what is wrong with the connection that is made just now was said, or nothing is. */
  private explained = false;

  constructor(private readonly options: MqttStrategyOptions) {
    super();
    this.failed = new FailedPackets(options.deliveries ?? 3);
    const several = options.url.includes(',');
    this.client = connectMqtt({ ...options, manualConnect: true }, ({ url, username = options.username }) => {
      this.trying = { where: several ? `${url}: ` : '', username };
    });
    this.client.handleMessage = (packet, done) => this.receive(packet, done);
    this.client.on('connect', () => this.onConnect());
    this.client.on('close', () => this.onClose());
    // Emitted just before the next socket is made: packets may follow the CONNACK before `connect` is emitted.
    this.client.on('reconnect', () => {
      this.holding = false;
      this.explained = false;
    });
    this.client.on('error', (error) => {
      this.explain(linkTrouble(error, { clientId: options.clientId, username: this.trying.username }));
    });
  }

  /** Starts to connect, and goes on without waiting: a broker may come later. */
  listen(callback: () => void): void {
    this.filters = [...this.messageHandlers].map(([filter, handler]) => [withoutShare(filter), handler]);
    this.client.connect();
    // Else mqtt.js takes the end of the client for a pause, and connects again when the socket closes late.
    this.client.options.manualConnect = false;
    callback();
  }

  /** Takes no more packets, lets the handler that runs finish, and says goodbye to the broker (no will is sent). */
  async close(): Promise<void> {
    this.holding = true;
    await Promise.race([this.running, sleep(3_000, undefined, { ref: false })]);
    if (!this.client.stream) return;
    const goodbye = this.client.connected && this.client.endAsync().then(() => true);
    const said = await Promise.race([goodbye, sleep(2_000, false, { ref: false })]);
    if (said) return;
    this.client.end(true);
    this.client.stream.destroy();
  }

  get connected(): boolean {
    return this.client.connected;
  }

  get reachable(): boolean {
    return this.client.connected || this.returning;
  }

  publish(topic: string, packet: object | string, options?: PublishOptions): Promise<void> {
    return publish(this.client, topic, packet, options);
  }

  on<E extends LinkStatus>(event: E, callback: Events[E]): void {
    this.events.on(event, callback);
  }

  unwrap<T>(): T {
    return this.client as T;
  }

  private explain(trouble: string): void {
    this.explained = true;
    this.log.note(`link ${this.trying.where}`, `MQTT: ${this.trying.where}${trouble}`);
  }

  private onConnect(): void {
    this.explained = true;
    this.returning = false;
    const filters = [...this.messageHandlers.keys()];
    if (filters.length > 0) {
      this.client.subscribe(filters, { qos: 1 }, (error, granted) => {
        const refused = granted?.find(({ qos }) => qos === 128);
        if (refused) this.log.note('subscribe', `the broker refuses a subscription to ${refused.topic}`);
        else if (error) this.client.stream.destroy();
      });
    }
    this._status$.next('connected');
    this.events.emit('connected');
  }

  private onClose(): void {
    this.connection += 1;
    this.holding = true;
    this.returning = this.lettingGo;
    this.lettingGo = false;
    if (!this.explained && !this.client.disconnecting) this.explain(NO_ANSWER);
    this._status$.next('disconnected');
    this.events.emit('disconnected');
  }

  /** mqtt.js acknowledges at `done()`, goes on without an acknowledgement at `done(error)`, and stalls without either. */
  private receive(packet: IPublishPacket, done: (error?: Error) => void): void {
    if (this.holding) return done(new Error('left to the broker'));
    const connection = this.connection;
    this.running = this.deliver(packet, connection)
      .catch(() => false)
      .then((settled) => {
        if (connection !== this.connection) return done(new Error('its connection is gone'));
        if (settled) return done();
        this.holding = true;
        done(new Error('left to the broker'));
        this.lettingGo = true;
        this.client.stream.destroy();
      });
  }

  /** Resolves to whether the packet may be acknowledged: it was handled, or dropped for good. */
  private async deliver({ topic, payload }: IPublishPacket, connection: number): Promise<boolean> {
    const handler = this.filters.find(([filter]) => matches(filter, topic))?.[1];
    if (!handler) return this.drop(topic, 'unhandled', 'no handler');
    let data: unknown;
    try {
      const text = payload.toString();
      const excess = payload.length > LARGE ? excessOf(text) : null;
      if (excess !== null) return this.drop(topic, 'json', excess);
      data = JSON.parse(text);
    } catch {
      return this.drop(topic, 'json', 'not JSON');
    }
    const retryMs = this.options.retryMs ?? [50, 250, 1000];
    for (let attempt = 0; ; attempt += 1) {
      const failure = await this.run(handler, data, new MqttContext([topic, {}]));
      if (failure === null) {
        this.failed.forget(topic, payload);
        return true;
      }
      if (isMalformed(failure.error)) return this.drop(topic, 'schema', failure.message);
      const wait = retryMs[attempt];
      this.log.note('handler', `the handler of ${topic} failed: ${failure.message}`);
      if (wait === undefined || failure.timedOut) {
        return this.failed.isOnceTooOften(topic, payload) && this.drop(topic, 'failed', failure.message);
      }
      await sleep(wait);
      if (connection !== this.connection || this.holding) return false;
    }
  }

  private async run(handler: MessageHandler, data: unknown, context: MqttContext): Promise<Failure | null> {
    let timer: NodeJS.Timeout | undefined;
    try {
      return await Promise.race([
        this.finished(handler, data, context),
        new Promise<Failure>((resolve) => {
          const late = () => resolve({ error: null, message: 'it took too long', timedOut: true });
          timer = setTimeout(late, this.options.handlerTimeoutMs ?? 30_000);
        }),
      ]);
    } catch (error) {
      return { error, message: messageOf(error), timedOut: false };
    } finally {
      clearTimeout(timer);
    }
  }

  private async finished(handler: MessageHandler, data: unknown, context: MqttContext): Promise<null> {
    const result: unknown = await handler(data, context);
    await new Promise<void>((resolve, reject) => {
      this.transformToObservable(result).subscribe({ complete: resolve, error: reject });
    });
    return null;
  }

  private drop(topic: string, reason: DropReason, why: string): true {
    this.options.onMalformed?.(topic, reason);
    const what = reason === 'failed' ? 'left to its sender, which repeats it,' : 'dropped';
    this.log.note(reason, `${what} a packet of ${topic}: ${why}`);
    return true;
  }
}
