import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { AddressInfo, Server } from 'node:net';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { workerClientId, workerOfUser, workerUser } from '@signalbox/contracts/worker-access';
import { OccasionalLog } from '@signalbox/transport/occasional-log';
import { Aedes, type AuthenticateError, type Client } from 'aedes';
import type { Subscription } from 'rxjs';
import { Config } from '../config/config.js';
import { mayRead, mayWrite, SERVER_USER } from './broker-access.js';
import { BrokerGate } from './broker-gate.js';
import { listenInside, listenOutside } from './broker-listener.js';
import { BrokerUsersService } from './broker-users.service.js';

/** What a client of the broker shows to be let in. */
export interface BusCredentials {
  url: string;
  username: string;
  password: string;
}

/** Who a client is, and the stored hash that its password fitted; none of those that are new at each start. */
interface Known {
  username: string;
  hash: string | null;
}

/** From the connection to the packet that says who it is. */
const CONNECT_WITHIN_MS = 10_000;
const IDENTIFIER_REJECTED = 2;
const NOT_AUTHORISED = 5;

/**
 * The MQTT broker of an installation that names none: aedes in this process. The server and its own worker reach it on
 * the loopback interface and a free port, with passwords that are new at each start; workers elsewhere on MQTT_LISTEN,
 * with the password they were enrolled with. A worker may hear and speak below its own name only, and under its own
 * client id, so that none can put another out.
 */
@Injectable()
export class EmbeddedBrokerService implements OnApplicationShutdown {
  private readonly log = new OccasionalLog((line) => new Logger('Broker').warn(line));
  private readonly passwords = new Map<string, Buffer>();
  private readonly known = new WeakMap<Client, Known>();
  private readonly wills = new WeakMap<Client, string>();
  private broker: Aedes | null = null;
  private inside: Server | null = null;
  private outside: Server | null = null;
  private changes: Subscription | null = null;

  constructor(
    private readonly config: Config,
    private readonly users: BrokerUsersService,
  ) {}

  /** @throws Error with one line that names the variable that is wrong */
  async start(): Promise<void> {
    const broker = await Aedes.createBroker({ connectTimeout: CONNECT_WITHIN_MS });
    this.broker = broker;
    const gate = new BrokerGate(broker.handle, (why) => this.log.note('gate', why));
    broker.preConnect = (client, { will }, done) => {
      if (will) this.wills.set(client, will.topic);
      done(null, true);
    };
    broker.authenticate = (client, username = '', password, done) => {
      this.letIn(client, username, password ?? Buffer.alloc(0)).then(
        (refused) => {
          if (refused === null) gate.letIn(client.conn);
          done(refused, refused === null);
        },
        (error: unknown) => done(refusal(String(error), NOT_AUTHORISED), false),
      );
    };
    broker.authorizePublish = (client, { topic }, done) =>
      done(client === null || mayWrite(this.userOf(client), topic) ? null : new Error('not this worker’s topic'));
    broker.authorizeSubscribe = (client, subscription, done) =>
      done(null, mayRead(this.userOf(client), subscription.topic) ? subscription : null);
    // A password may change between the look at it and now.
    broker.on('clientReady', (client) => this.drop(client));
    this.changes = this.users.changed.subscribe((id) => this.dropWorker(id));
    this.inside = await listenInside(gate.handle);
    this.outside = await listenOutside(this.config, gate.handle);
    this.outside?.on('tlsClientError', (error: Error) => this.log.note('tls', `TLS failed: ${error.message}`));
  }

  /** What workers elsewhere reach it by; null when it listens for its own worker only. */
  get outsidePort(): number | null {
    return this.outside === null ? null : (this.outside.address() as AddressInfo).port;
  }

  serverCredentials(): BusCredentials {
    return this.credentials(SERVER_USER);
  }

  /** For a worker that this server starts itself: a password that is new at each call and never stored. */
  workerCredentials(workerId: string): BusCredentials {
    return this.credentials(workerUser(workerId));
  }

  async onApplicationShutdown(): Promise<void> {
    const { broker } = this;
    this.changes?.unsubscribe();
    this.inside?.close();
    this.outside?.close();
    if (broker) await new Promise<void>((resolve) => broker.close(() => resolve()));
  }

  /** Null, or why not. */
  private async letIn(client: Client, username: string, password: Buffer): Promise<AuthenticateError | null> {
    const worker = workerOfUser(username);
    const hash = await this.hashFitting(username, worker, password);
    if (hash === undefined) return this.refuse(username, 'unknown user or wrong password', NOT_AUTHORISED);
    if (worker !== null && client.id !== workerClientId(worker)) {
      return this.refuse(username, 'expected its own client id', IDENTIFIER_REJECTED);
    }
    const will = this.wills.get(client);
    if (will !== undefined && !mayWrite(username, will)) {
      return this.refuse(username, 'its will is for a topic that is not its own', NOT_AUTHORISED);
    }
    this.known.set(client, { username, hash });
    return null;
  }

  /** The stored hash; null for a password of this start; undefined when none fits. */
  private async hashFitting(username: string, worker: string | null, password: Buffer) {
    const expected = this.passwords.get(username);
    if (expected?.length === password.length && timingSafeEqual(expected, password)) return null;
    return worker === null ? undefined : ((await this.users.verify(worker, password)) ?? undefined);
  }

  private refuse(username: string, why: string, returnCode: number): AuthenticateError {
    this.log.note('refused', `the broker refused ${JSON.stringify(username.slice(0, 80))}: ${why}`);
    return refusal(why, returnCode);
  }

  private dropWorker(id: string): void {
    const client = this.broker && clientOf(this.broker, workerClientId(id));
    if (client) this.drop(client);
  }

  /** Closes a connection whose password is not the worker's any more; its will is published. */
  private drop(client: Client): void {
    const { username = '', hash = null } = this.known.get(client) ?? {};
    const worker = workerOfUser(username);
    if (hash !== null && worker !== null && this.users.hashOf(worker) !== hash) client.close();
  }

  private userOf(client: Client): string {
    return this.known.get(client)?.username ?? '';
  }

  private credentials(username: string): BusCredentials {
    const password = randomBytes(24).toString('base64url');
    this.passwords.set(username, Buffer.from(password));
    const { port } = this.inside?.address() as AddressInfo;
    return { url: `mqtt://127.0.0.1:${port}`, username, password };
  }
}

/** Its types do not tell of this map, which its documentation does. */
function clientOf(broker: Aedes, id: string): Client | undefined {
  const { clients } = broker as unknown as { clients: Record<string, Client> };
  return clients[id];
}

const refusal = (why: string, returnCode: number): AuthenticateError => Object.assign(new Error(why), { returnCode });
