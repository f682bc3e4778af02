import { join } from 'node:path';
import { hostPatternsOf } from '@signalbox/contracts/outbound-hosts';
import { WORKER_ID } from '@signalbox/contracts/topics';
import { workerOfUser } from '@signalbox/contracts/worker-access';
import { brokerAddressesOf, EXPECTED_ADDRESSES } from '@signalbox/transport/broker-addresses';
import { readAuthorities } from '@signalbox/transport/authorities';
import { z } from 'zod';
import { allowedAddressesOf } from '../drivers/http/allowed-addresses.js';
import { readWorkerFile, type WorkerFile } from './worker-file.js';

const whole = (min: number, max: number) => {
  const expected = `expected a whole number from ${min} to ${max}`;
  return z.coerce.number(expected).int(expected).min(min, expected).max(max, expected);
};
const share = z.coerce
  .number('expected a number from 0 to 1')
  .min(0, 'expected a number from 0 to 1')
  .max(1, 'expected a number from 0 to 1');
const flag = z.enum(['true', 'false'], 'expected true or false').transform((text) => text === 'true');

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Every environment variable the worker reads; `.env.example` says the same in words. */
export const Environment = z.object({
  WORKER_ID: z.string().regex(WORKER_ID, 'expected 1 to 64 letters, digits, dashes or underscores').default('local'),
  MQTT_URL: z
    .string()
    .refine((list) => brokerAddressesOf(list) !== null, EXPECTED_ADDRESSES)
    .default('mqtt://127.0.0.1:1883'),
  MQTT_USERNAME: z.string().optional(),
  MQTT_PASSWORD: z.string().optional(),
  MQTT_CA_FILE: z.string().optional(),
  WORKER_CONFIG: z.string().optional(),
  HTTP_ALLOWED_HOSTS: z
    .string()
    .refine((list) => hostPatternsOf(list) !== null, 'expected a list like sms.example.com, *.example.org')
    .optional(),
  HTTP_ALLOWED_PRIVATE: z
    .string()
    .refine((list) => allowedAddressesOf(list) !== null, 'expected a list like 10.0.0.5, 192.168.0.0/16, 10.0.0.6:8080')
    .optional(),
  WORKER_PARTS_MINUTES: whole(1, 10_080).default(1440),
  DATA_DIR: z.string().min(1).default('./data'),
  LOG_LEVEL: z.enum(LOG_LEVELS, `expected one of ${LOG_LEVELS.join(', ')}`).default('info'),
  LOG_FORMAT: z.enum(['json', 'text'], 'expected json or text').optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .string()
    .refine((text) => /^https?:\/\//.test(text), 'expected a URL that begins with http:// or https://')
    .optional(),
  OTEL_TRACES_SAMPLER_ARG: share.default(0.01),
  SIMULATOR_SIMS: whole(0, 999).default(4),
  SIMULATOR_LATENCY_MS: whole(0, 3_600_000).default(0),
  SIMULATOR_FAILURE_SHARE: share.default(0),
  SIMULATOR_TEMPORARY_SHARE: share.default(0.5),
  SIMULATOR_REPORT_DELAY_MS: whole(0, 3_600_000).default(200),
  SIMULATOR_ECHO: flag.default(false),
  SIMULATOR_RATE_PER_MINUTE: whole(1, 1_000_000).optional(),
  SIMULATOR_DAILY_CAP: whole(1, 100_000_000).optional(),
  SIMULATOR_WINDOW: whole(1, 10_000).default(2000),
  SIMULATOR_LEDGER_MB: whole(1, 1_000_000).default(16),
});
export type Environment = z.infer<typeof Environment>;

/** The worker's settings, read once at the start. */
export class Config {
  constructor(
    readonly env: Environment,
    readonly file: WorkerFile,
    /** Whose certificates are trusted at the broker, PEM; absent: those that Node trusts. */
    readonly authorities?: string,
  ) {}

  get workerId(): string {
    return this.env.WORKER_ID;
  }
  /** Where this worker's journal lies; its own, so that several workers may share a data folder. */
  get folder(): string {
    return join(this.env.DATA_DIR, `worker-${this.env.WORKER_ID}`);
  }
}

/** A wrong environment: `message` has one line a variable, each with what was expected. */
export class ConfigError extends Error {}

/** The settings of this process. @throws ConfigError */
export const loadConfig = (): Config => readConfig(process.env);

/**
 * Reads the environment, and the files that it names. Empty variables count as unset, as in an `.env` file with a bare
 * `NAME=`. Without WORKER_ID the worker is the one that its user at the broker speaks for; with WORKER_CONFIG there is no
 * simulator unless it is asked for.
 * @throws ConfigError naming each wrong variable; never its value, which may be a secret.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const ofUser = workerOfUser(given['MQTT_USERNAME'] ?? '');
  const result = Environment.safeParse({
    ...(ofUser === null ? {} : { WORKER_ID: ofUser }),
    // Messages for real networks must not end in a simulator that nobody asked for.
    ...(given['WORKER_CONFIG'] === undefined ? {} : { SIMULATOR_SIMS: '0' }),
    ...given,
  });
  if (!result.success) {
    throw new ConfigError(result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
  }
  const { WORKER_ID: id, WORKER_CONFIG: file, MQTT_CA_FILE: ca } = result.data;
  // Some brokers take what it then says, and tell nobody that they throw it away.
  if (ofUser !== null && ofUser !== id) {
    throw new ConfigError('WORKER_ID: expected the worker that MQTT_USERNAME names, or nothing');
  }
  try {
    return new Config(result.data, readWorkerFile(file, given), ca === undefined ? ca : readAuthorities(ca));
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error));
  }
}
