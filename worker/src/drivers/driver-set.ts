import type { Config } from '../config/config.js';
import type { Driver } from './driver.js';
import { Drivers } from './drivers.js';
import { GsmDriver } from './gsm/gsm.driver.js';
import { HttpDriver } from './http/http.driver.js';
import { guardOf } from './http/guard-settings.js';
import { MqttModemDriver } from './mqtt-modem/mqtt-modem.driver.js';
import type { ProviderDriver } from './provider-driver.js';
import { Reassembly } from './reassembly/reassembly.js';
import { SimulatorDriver } from './simulator/simulator.driver.js';
import { SmppDriver } from './smpp/smpp.driver.js';

/** The drivers of a worker. */
export interface DriverSet {
  /** All as one. */
  readonly all: Driver;
  /** Those whose accounts may come from the server. */
  readonly providers: readonly ProviderDriver[];
  /** What came in and is not whole. */
  readonly inbound: Reassembly;
}

/** The drivers that a worker's settings ask for; providers may come later, by the server's word. */
export function driverSetOf(config: Config): DriverSet {
  const reassembly = new Reassembly(config.folder, { completeMs: config.env.WORKER_PARTS_MINUTES * 60_000 });
  const providers: ProviderDriver[] = [
    new HttpDriver(guardOf(config.env, config.file.providers)),
    new SmppDriver(config.folder, reassembly),
  ];
  const modems = [...gsmOf(config, reassembly), ...mqttModemsOf(config, reassembly)];
  return { all: new Drivers([simulatorOf(config), ...modems, ...providers]), providers, inbound: reassembly };
}

const gsmOf = ({ file, folder }: Config, inbound: Reassembly): GsmDriver[] =>
  file.gsm.ports.length > 0 || file.gsm.scan ? [new GsmDriver({ settings: file.gsm, folder, inbound })] : [];

const mqttModemsOf = ({ file, workerId }: Config, inbound: Reassembly): MqttModemDriver[] =>
  file.mqtt_modems ? [new MqttModemDriver({ settings: file.mqtt_modems, worker: workerId, inbound })] : [];

const simulatorOf = ({ env, folder, workerId }: Config): SimulatorDriver =>
  new SimulatorDriver({
    worker: workerId,
    folder,
    ledgerBytes: env.SIMULATOR_LEDGER_MB * 1024 * 1024,
    sims: {
      count: env.SIMULATOR_SIMS,
      ratePerMinute: env.SIMULATOR_RATE_PER_MINUTE ?? null,
      dailyCap: env.SIMULATOR_DAILY_CAP ?? null,
      window: env.SIMULATOR_WINDOW,
    },
    shares: { failures: env.SIMULATOR_FAILURE_SHARE, temporary: env.SIMULATOR_TEMPORARY_SHARE },
    latencyMs: env.SIMULATOR_LATENCY_MS,
    reportDelayMs: env.SIMULATOR_REPORT_DELAY_MS,
    echo: env.SIMULATOR_ECHO,
  });
