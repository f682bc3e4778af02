import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type IClientOptions, MqttClient } from 'mqtt';
import { type BrokerAddress, brokerAddressesOf, EXPECTED_ADDRESSES } from './broker-addresses.js';

export interface MqttLinkOptions {
  /** `mqtt://host:port`, or `mqtts://` with TLS; several with commas between are tried in turn. */
  url: string;
  /** Of the addresses that name none themselves. */
  username?: string;
  password?: string;
  /** The authorities (PEM) that a broker's certificate may come from, in place of those that Node knows; for `mqtts://`. */
  ca?: string;
  clientId: string;
  /** False keeps the session at the broker while the client is away. */
  clean: boolean;
  /** What the broker publishes, QoS 1, when the client vanishes without a word. */
  will?: { topic: string; packet: object; retain: boolean };
  keepaliveSeconds?: number;
  reconnectMs?: number;
  /** True leaves it to the caller to call `client.connect()`. */
  manualConnect?: boolean;
}

/** Rejects a publish whose packet the broker did not acknowledge: the link was or went down. */
export class LinkDown extends Error {
  constructor() {
    super('no connection to the MQTT broker');
    this.name = 'LinkDown';
  }
}

/**
 * A client of MQTT 3.1.1 (the version that aedes speaks), with no-delay sockets, that reconnects for ever.
 * It remembers nothing over a lost connection: what was not acknowledged is rejected, because the truth is in the
 * database or the journal of its user, who sends again. Nor does it subscribe again by itself: a session that the
 * broker kept may lack a subscription that was lost with the connection, so its user subscribes at every `connect`.
 * Errors of the connection never throw: listen to `error`. With several addresses each try is at the next.
 * @param tried called before each try with where it goes
 * @throws Error when the URL cannot be understood
 */
export function connectMqtt(
  options: MqttLinkOptions,
  tried: (address: BrokerAddress) => void = () => undefined,
): MqttClient {
  const addresses = brokerAddressesOf(options.url);
  if (addresses === null) throw new Error(EXPECTED_ADDRESSES);
  let tries = 0;
  const open = ({ options: settings }: MqttClient): Socket => {
    const address = addresses[tries++ % addresses.length] as BrokerAddress;
    // What CONNECT says is read from here, after this.
    settings.username = address.username ?? options.username;
    settings.password = address.username === undefined ? options.password : address.password;
    tried(address);
    return socketTo(address, options.ca).setNoDelay(true);
  };
  const client = new MqttClient(open, clientOptions(options));
  client.on('error', () => undefined);
  client.on('close', () => {
    for (const id of Object.keys(client.outgoing)) client.removeOutgoingMessage(Number(id));
  });
  return client;
}

function socketTo({ host, port, isTls }: BrokerAddress, ca: string | undefined): Socket {
  if (!isTls) return connectTcp({ host, port });
  // A server name that is an address is against RFC 6066, clause 3.
  const servername = isIP(host) === 0 ? host : '';
  return connectTls({ host, port, servername, ...(ca === undefined ? {} : { ca }) });
}

function clientOptions(options: MqttLinkOptions): IClientOptions {
  return {
    protocolVersion: 4,
    clientId: options.clientId,
    clean: options.clean,
    keepalive: options.keepaliveSeconds ?? 10,
    reconnectPeriod: options.reconnectMs ?? 500,
    connectTimeout: 5_000,
    // A broker that starts may refuse for a moment; without this mqtt.js gives up for good.
    reconnectOnConnackError: true,
    resubscribe: false,
    queueQoSZero: false,
    manualConnect: options.manualConnect ?? false,
    will: options.will && {
      topic: options.will.topic,
      payload: Buffer.from(JSON.stringify(options.will.packet)),
      qos: 1,
      retain: options.will.retain,
    },
  };
}

export interface PublishOptions {
  qos?: 0 | 1;
  retain?: boolean;
}

/**
 * Publishes a packet: an object, sent as JSON, or text that is JSON already. Resolves when the broker acknowledged it
 * (QoS 1, the default) or when it was written (QoS 0). Rejects with `LinkDown` when there is no connection, or when it
 * is lost before the acknowledgement.
 */
export function publish(
  client: MqttClient,
  topic: string,
  packet: object | string,
  { qos = 1, retain = false }: PublishOptions = {},
): Promise<void> {
  if (!client.connected || client.disconnecting) return Promise.reject(new LinkDown());
  const text = typeof packet === 'string' ? packet : JSON.stringify(packet);
  return new Promise((resolve, reject) => {
    client.publish(topic, text, { qos, retain }, (error) => {
      if (error) reject(new LinkDown());
      else resolve();
    });
  });
}
