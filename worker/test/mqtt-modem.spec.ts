import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Job } from '@signalbox/contracts/bus';
import { connectAsync, type MqttClient } from 'mqtt';
import { findProgram } from '../../server/test/services/available.js';
import { describeWith } from '../../server/test/services/describe-with.js';
import { startMosquitto, type TestBroker } from '../../server/test/services/mosquitto.js';
import type { DriverEvent, DriverSink } from '../src/drivers/driver.js';
import { MqttModemSettings } from '../src/drivers/mqtt-modem/mqtt-modem-settings.js';
import { MqttModemDriver } from '../src/drivers/mqtt-modem/mqtt-modem.driver.js';
import { Reassembly } from '../src/drivers/reassembly/reassembly.js';
import { until } from './harness.js';
import { jobFor } from './jobs.js';

const NUMBER = '+254700000001';
const KEY = 'mqtt-modem:254700000001';
const DAY = 24 * 3_600_000;

/** A modem as the first gateway had them: it listens, and says what becomes of what it is given. */
class Modem {
  readonly given: { number: string; message: string; message_id: string }[] = [];
  private client: MqttClient | undefined;

  async start(url: string): Promise<void> {
    this.client = await connectAsync(url, { protocolVersion: 4, reconnectPeriod: 200 });
    this.client.on('error', () => undefined);
    this.client.on('message', (_, payload) => void this.given.push(JSON.parse(payload.toString()) as never));
    await this.client.subscribeAsync(`sms/send/${NUMBER.slice(1)}`, { qos: 1 });
  }
  async publish(topic: string, text: string): Promise<void> {
    await this.client?.publishAsync(topic, text, { qos: 1 });
  }
  async say(status: string, { message_id, number, message } = this.given.at(-1) ?? {}): Promise<void> {
    const report = { message_id, sender_number: NUMBER, receiver_number: number, message, status };
    await this.publish('/sms/status', JSON.stringify(report));
  }
  async stop(): Promise<void> {
    await this.client?.endAsync(true);
  }
}

describeWith('mosquitto', 'modems that speak MQTT', () => {
  let broker: TestBroker;
  let modem: Modem;
  let folder: string;
  let driver: MqttModemDriver;
  let events: DriverEvent[];
  let claims: number;
  let ahead: number;
  /** While set, the journal keeps nothing. */
  let held: Promise<void> | undefined;

  beforeAll(async () => {
    broker = await startMosquitto({ persistent: true });
  });
  afterAll(() => broker.stop());

  const sink: DriverSink = {
    events: async (told) => {
      events.push(...told);
      await held;
    },
    channelsChanged: () => undefined,
    claim: (jobs) => {
      claims += jobs.length;
      return [...jobs];
    },
  };
  const make = () => {
    const settings = MqttModemSettings.parse({ url: broker.url, sims: [{ number: NUMBER }] });
    const inbound = new Reassembly(folder);
    driver = new MqttModemDriver({ settings, worker: 'w', inbound, now: () => Date.now() + ahead, awayMs: 500 });
  };
  const isUp = () => until('it is online', () => driver.channels()[0]?.online === true);
  const typesOf = ({ id }: Job) =>
    events.filter((event) => event.type !== 'inbound' && event.id === id).map(({ type }) => type);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-mqtt-modem-'));
    [events, claims, ahead, held] = [[], 0, 0, undefined];
    modem = new Modem();
    await modem.start(broker.url);
    make();
    await driver.start(sink);
    await isUp();
  });
  afterEach(async () => {
    await driver.stop();
    await modem.stop();
    rmSync(folder, { recursive: true });
  });

  async function given(over: Partial<Job> = {}): Promise<Job> {
    const job = jobFor(KEY, over);
    const before = modem.given.length;
    driver.submit([job]);
    await until('the modem has it', () => modem.given.length === before + 1);
    return job;
  }
  /** By Mosquitto's own program, where it is. */
  const publish = async (topic: string, text: string) => {
    const program = findProgram('mosquitto_pub');
    const { hostname, port } = new URL(broker.url);
    const args = ['-h', hostname, '-p', port, '-q', '1', '-t', topic, '-m', text];
    await (program === undefined ? modem.publish(topic, text) : promisify(execFile)(program, args));
  };

  it('are SIM cards, send, and report', async () => {
    expect(driver.channels()).toEqual([
      expect.objectContaining({ key: KEY, kind: 'sim', driver: 'mqtt-modem', number: NUMBER, trouble: null }),
    ]);
    const job = await given({ to: '+254712345678', text: 'Habari' });
    expect(modem.given).toEqual([{ number: '+254712345678', message: 'Habari', message_id: job.id }]);
    expect(typesOf(job)).toEqual([]);
    await modem.say('sent');
    await until('it is sent', () => typesOf(job).length === 1);
    await modem.say('delivered');
    await until('it is delivered', () => typesOf(job).length === 2);
    expect(typesOf(job)).toEqual(['sent', 'delivered']);
  });

  it('bring messages in, once, acknowledged when they are in the journal', async () => {
    const journal = Promise.withResolvers<void>();
    held = journal.promise;
    const inbound = { sender_number: NUMBER, receiver_number: '+254711111111', message: 'STOP' };
    await publish('/sms/receive', JSON.stringify(inbound));
    await until('it is told', () => events.length === 1);
    expect(events[0]).toMatchObject({ type: 'inbound', channel: KEY, from: '+254711111111', text: 'STOP' });
    // Not acknowledged: the broker brings it again, to who comes back.
    await driver.stop();
    journal.resolve();
    held = undefined;
    make();
    await driver.start(sink);
    await until('it came again', () => events.length === 2);
    expect(new Set(events.flatMap((event) => (event.type === 'inbound' ? [event.id] : []))).size).toBe(1);
    await publish('/sms/receive', JSON.stringify(inbound));
    await until('another with the same words', () => events.length === 3);
    await publish('/sms/receive', 'what?');
    await until('one that cannot be read', () => events.length === 4);
    expect(events.at(-1)).toMatchObject({ from: 'unknown', text: '[cannot be read] what?' });
    expect(new Set(events.flatMap((event) => (event.type === 'inbound' ? [event.id] : []))).size).toBe(3);
  });

  it('get each message once at most, and have a day to report, also over a restart of the worker', async () => {
    const one = await given();
    const two = await given();
    await driver.stop();
    make();
    const verdict = await driver.recall([]);
    expect(verdict({ job: one, state: 'sending', ref: null, at: 0 })).toBe('open');
    await driver.start(sink);
    driver.follow([one, two].map((job) => ({ job, ref: null, at: Date.now(), isOpen: true })));
    await isUp();
    await modem.say('delivered', modem.given[1]);
    await until('one is delivered', () => typesOf(two).length === 1);
    ahead = DAY + 1000;
    await until('the other is uncertain', () => typesOf(one).length === 1);
    expect(typesOf(one)).toEqual(['uncertain']);
    expect([modem.given.length, claims]).toEqual([2, 2]);
  });

  it('give back what waits while their broker is away, and say so', async () => {
    await broker.kill9();
    await until('it has trouble', () => driver.channels()[0]?.online === false);
    const job = jobFor(KEY);
    driver.submit([job]);
    await until('it is returned', () => typesOf(job).length === 1);
    expect(events).toEqual([expect.objectContaining({ type: 'failed', returned: true })]);
    expect(driver.channels()[0]?.trouble).toContain("the modems' broker");
    await broker.restart();
    await isUp();
    expect(claims).toBe(0);
    await expect(driver.request({ type: 'test', channel: KEY, argument: null })).resolves.toContain('broker is there');
    await expect(driver.request({ type: 'ussd', channel: KEY, argument: null })).rejects.toThrow('knows no ussd');
  });
});
