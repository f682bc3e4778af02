import type { IPublishPacket } from 'mqtt';
import { connectMqtt, publish } from '@signalbox/transport/mqtt-link';
import { linkTrouble, NO_ANSWER } from '@signalbox/transport/link-trouble';
import { INBOUND_TOPIC, STATUS_TOPIC } from './modem-packets.js';
import type { MqttModemSettings } from './mqtt-modem-settings.js';

export interface LinkUser {
  /** It is connected and listens, or is not any more. */
  changed(): void;
  /**
   * A packet came. Resolves when it is kept, to what is to be called once the broker has the acknowledgement; rejects when
   * it cannot be kept: then it comes again.
   */
  received(topic: string, payload: Buffer): Promise<() => void>;
}

/** The connection to the modems' broker, kept for ever. The broker holds what comes while it is away (clean session off). */
export class ModemLink {
  private readonly client;
  private listening = false;
  /** Why it is not there, in words. */
  trouble: string | null = null;
  /** When it was made, epoch ms. */
  connectedAt = 0;

  constructor(
    settings: Pick<MqttModemSettings, 'url' | 'username' | 'password'>,
    clientId: string,
    private readonly user: LinkUser,
  ) {
    const { url, username, password } = settings;
    const login = { ...(username === undefined ? {} : { username }), ...(password === undefined ? {} : { password }) };
    this.client = connectMqtt({ url, ...login, clientId, clean: false, reconnectMs: 1000, manualConnect: true });
    this.client.handleMessage = (packet, done) => void this.receive(packet, done);
    this.client.on('connect', () => this.listen());
    this.client.on('error', (error) => (this.trouble = wordsOf(error, settings, clientId)));
    this.client.on('close', () => this.closed());
  }

  open(): void {
    this.client.connect();
    this.client.options.manualConnect = false;
  }

  get isUp(): boolean {
    return this.listening && this.client.connected;
  }

  /** Resolves when the broker has it; rejects when the connection was lost before: then nobody can say. */
  publish(topic: string, packet: object): Promise<void> {
    return publish(this.client, topic, packet);
  }

  /** Closes the connection; it is opened again by itself. */
  renew(): void {
    this.client.stream?.destroy();
  }

  async close(): Promise<void> {
    await this.client.endAsync(!this.client.connected).catch(() => undefined);
    this.client.stream?.destroy();
  }

  private listen(): void {
    this.connectedAt = Date.now();
    this.client.subscribe([STATUS_TOPIC, INBOUND_TOPIC], { qos: 1 }, (error, granted) => {
      const refused = granted?.find(({ qos }) => qos === 128);
      if (error) return this.renew();
      this.trouble = refused ? `the modems' broker lets nobody read ${refused.topic}` : null;
      this.listening = refused === undefined;
      this.user.changed();
    });
  }

  private closed(): void {
    this.listening = false;
    this.trouble ??= this.connectedAt > 0 ? "the connection to the modems' broker was lost" : NO_ANSWER;
    this.user.changed();
  }

  /** mqtt.js acknowledges at `done()` only. */
  private async receive({ topic, payload }: IPublishPacket, done: (error?: Error) => void): Promise<void> {
    const { connectedAt } = this;
    try {
      const answered = await this.user.received(topic, Buffer.from(payload));
      done();
      if (connectedAt === this.connectedAt && this.client.connected) answered();
    } catch {
      done(new Error('left to the broker'));
      this.renew();
    }
  }
}

/** The words of the worker's own link name its variables; here it is a field of the file. */
const wordsOf = (error: Error, { username }: Pick<MqttModemSettings, 'username'>, clientId: string): string =>
  `the modems' broker: ${linkTrouble(error, { clientId, ...(username === undefined ? {} : { username }) })}`
    .replaceAll('MQTT_URL', 'mqtt_modems.url')
    .replaceAll('MQTT_USERNAME', 'mqtt_modems.username')
    .replaceAll('MQTT_PASSWORD', 'mqtt_modems.password')
    .replaceAll('MQTT_CA_FILE', 'NODE_EXTRA_CA_CERTS');
