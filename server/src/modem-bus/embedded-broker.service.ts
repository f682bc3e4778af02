import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, type Server, createServer } from 'node:net';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { workerOf } from '@signalbox/contracts/topics';
import { Aedes, type AuthenticateError, type Client } from 'aedes';

/** What a client of the broker shows to be let in. */
export interface BusCredentials {
  url: string;
  username: string;
  password: string;
}

const SERVER_USER = 'server';
const NOT_AUTHORISED = 5;

/**
 * The MQTT broker of an installation that names none: aedes in this process, on the loopback interface and a free port,
 * with passwords that are new at each start. A worker may read and write below its own name only.
 */
@Injectable()
export class EmbeddedBroker implements OnApplicationShutdown {
  private readonly passwords = new Map<string, Buffer>();
  private readonly users = new WeakMap<Client, string>();
  private broker: Aedes | null = null;
  private listener: Server | null = null;

  async start(): Promise<void> {
    const broker = await Aedes.createBroker();
    broker.authenticate = (client, username = '', password, done) => {
      const expected = this.passwords.get(username);
      const known =
        expected !== undefined && password?.length === expected.length && timingSafeEqual(expected, password);
      if (!known) return done(refusal(), false);
      this.users.set(client, username);
      done(null, true);
    };
    broker.authorizePublish = (client, packet, done) =>
      done(client === null || this.mayUse(client, packet.topic) ? null : new Error('not this worker’s topic'));
    broker.authorizeSubscribe = (client, subscription, done) =>
      done(null, this.mayUse(client, subscription.topic) ? subscription : null);
    // Many small packets: without this each waits for the acknowledgement of the one before.
    this.listener = createServer({ noDelay: true }, broker.handle);
    this.listener.listen(0, '127.0.0.1');
    await once(this.listener, 'listening');
    this.broker = broker;
  }

  serverCredentials(): BusCredentials {
    return this.credentials(SERVER_USER);
  }

  /** The worker's user is its own name behind a prefix, so that no worker can be called `server`. */
  workerCredentials(workerId: string): BusCredentials {
    return this.credentials(`worker:${workerId}`);
  }

  async onApplicationShutdown(): Promise<void> {
    const { broker, listener } = this;
    if (!broker || !listener) return;
    listener.close();
    await new Promise<void>((resolve) => broker.close(() => resolve()));
  }

  private credentials(username: string): BusCredentials {
    const password = randomBytes(24).toString('base64url');
    this.passwords.set(username, Buffer.from(password));
    const { port } = this.listener?.address() as AddressInfo;
    return { url: `mqtt://127.0.0.1:${port}`, username, password };
  }

  private mayUse(client: Client, topic: string): boolean {
    const user = this.users.get(client);
    return user === SERVER_USER || user === `worker:${workerOf(topic)}`;
  }
}

const refusal = (): AuthenticateError =>
  Object.assign(new Error('unknown user or wrong password'), { returnCode: NOT_AUTHORISED });
