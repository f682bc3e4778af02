import { ROLES, type Role } from '@signalbox/contracts/permissions';
import { randomBytes } from 'node:crypto';
import { KNOWN_HOSTS, hostPatternsOf } from '@signalbox/contracts/outbound-hosts';
import { isTimeZone } from '@signalbox/contracts/rules';
import { Template } from '@signalbox/contracts/programs';
import { brokerAddressesOf, EXPECTED_ADDRESSES } from '@signalbox/transport/broker-addresses';
import { readAuthorities } from '@signalbox/transport/authorities';
import { z } from 'zod';
import { understandEarlier } from './earlier-names.js';
import { ListenAddress } from './listen-address.js';
import { PublicUrl } from './public-url.js';
import { NetworkList, Networks } from './networks.js';
import { TrustedProxies } from './trusted-proxies.js';

const port = z.coerce.number().int().min(0).max(65_535);
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const secret = z.string().min(32, 'expected at least 32 characters');
const url = (...protocols: string[]) =>
  z.string().refine((text) => protocols.some((protocol) => text.startsWith(`${protocol}://`)), {
    message: `expected a URL that begins with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`,
  });

/** In DATA_DIR. */
export const SQLITE_FILE = 'signalbox.sqlite';

const keywords = (list: string) => z.string().max(1000, 'expected at most 1000 characters').default(list);
/** `none` stands for no answer: an empty variable counts as unset. */
const answer = (text: string) =>
  z
    .string()
    .max(320, 'expected at most 320 characters')
    .transform((given) => (given.trim() === 'none' ? '' : given))
    .default(text);

/** Every environment variable the server reads; `.env.example` says the same in words. */
export const Environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(3000),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: url('mysql', 'mariadb').optional(),
  DATABASE_TIMEOUT_SECONDS: z.coerce.number().int().min(2).max(600).default(10),
  MONGODB_URI: url('mongodb', 'mongodb+srv').optional(),
  MQTT_URL: z
    .string()
    .refine((list) => brokerAddressesOf(list) !== null, EXPECTED_ADDRESSES)
    .optional(),
  MQTT_USERNAME: z.string().optional(),
  MQTT_PASSWORD: z.string().optional(),
  MQTT_CA_FILE: z.string().optional(),
  MQTT_LISTEN: ListenAddress.optional(),
  MQTT_TLS_CERT: z.string().optional(),
  MQTT_TLS_KEY: z.string().optional(),
  MQTT_ALLOW_PLAIN: flag.default(false),
  BROKER_FILES_DIR: z.string().optional(),
  SERVER_ID: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,32}$/, 'expected 1 to 32 letters, digits, dashes or underscores')
    .default('server-1'),
  EMBEDDED_WORKER: flag.optional(),
  JWT_SECRET: secret.optional(),
  KEY_SECRET: secret.optional(),
  ADMIN_USERNAME: z.string().min(3).max(64).default('admin'),
  ADMIN_EMAIL: z.email('expected an email address').default('admin@localhost.localdomain'),
  ADMIN_PASSWORD: z.string().min(8, 'expected at least 8 characters').max(128).optional(),
  REGISTRATION: z.enum(['open', 'closed']).optional(),
  DEFAULT_COUNTRY: z
    .string()
    .regex(/^[A-Z]{2}$/, 'expected an ISO 3166 code of two capital letters')
    .default('KE'),
  SHORT_CODES: flag.default(false),
  CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/, 'expected an ISO 4217 code of three capital letters')
    .optional(),
  COMPANY_NAME: z.string().min(1).max(120).default('Signalbox'),
  TIME_ZONE: z
    .string()
    .refine((name) => name !== 'recipient' && isTimeZone(name), 'expected an IANA time zone, such as Africa/Nairobi')
    .default('UTC'),
  PUBLIC_URL: PublicUrl.optional(),
  MAX_UPLOAD_MB: z.coerce.number().int().min(1).max(2048).default(512),
  SEND_RATE_PER_MINUTE: z.coerce.number().int().min(1).optional(),
  SECOND_FACTOR_ROLES: z
    .string()
    .refine((list) => rolesIn(list) !== null, `expected roles with commas: ${ROLES.join(', ')}`)
    .default(''),
  SIGN_IN_RATE_PER_MINUTE: z.coerce.number().int().min(1).default(30),
  SMART_ENCODING: flag.default(false),
  STOP_WORDS: keywords(
    'STOP,STOPALL,STOP ALL,UNSUBSCRIBE,UNSUB,OPTOUT,OPT OUT,REVOKE,REMOVE,CANCEL,END,QUIT,' +
      'ACHA,SITISHA,ARRET,BAJA,CANCELAR,PARAR,SAIR',
  ),
  START_WORDS: keywords('START,UNSTOP,ANZA,DEBUT,ALTA,INICIAR'),
  STOP_ANSWER: answer('You will get no more messages from this number. Send START to get them again.'),
  START_ANSWER: answer('You will get messages from this number again. Send STOP to end them.'),
  PROGRAM_TEMPLATE: Template.optional(),
  HTTP_ALLOWED_HOSTS: z
    .string()
    .refine(
      (list) => hostPatternsOf(list) !== null,
      'expected hosts with commas, such as sms.example.com,*.example.org',
    )
    .optional(),
  ROUTER_NETWORKS: NetworkList.default('10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,100.64.0.0/10,fc00::/7'),
  WEBHOOK_ALLOWED_PRIVATE: NetworkList.optional(),
  WEBHOOK_LOG_DAYS: z.coerce.number().int().min(3).max(366).default(7),
  AUDIT_DAYS: z.coerce.number().int().min(30).max(36_500).default(1_095),
  TELEGRAM_API_ROOT: url('https', 'http').default('https://api.telegram.org'),
  RETENTION_TEXTS_DAYS: z.coerce.number().int().min(7).max(3650).optional(),
  RETENTION_MESSAGES_DAYS: z.coerce.number().int().min(7).max(3650).optional(),
  RETENTION_ARCHIVE_DIR: z.string().min(1).optional(),
  STATS_MINUTES_DAYS: z.coerce.number().int().min(2).max(366).default(7),
  CORS_ORIGINS: z.string().default('*'),
  LIVE_ANONYMOUS: z.enum(['refused', 'masked']).default('refused'),
  GATEWAY_API_ENVELOPES: flag.default(false),
  TRUST_PROXY: TrustedProxies.default('false'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  LOG_FORMAT: z.enum(['json', 'text']).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: url('http', 'https').optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number('expected a number from 0 to 1')
    .min(0, 'expected a number from 0 to 1')
    .max(1, 'expected a number from 0 to 1')
    .default(0.01),
});
export type Environment = z.infer<typeof Environment>;

/** Null when one of them is none. */
function rolesIn(list: string): Role[] | null {
  const names = list.split(',').flatMap((name) => name.trim() || []);
  const roles = ROLES.filter((role) => names.includes(role));
  return roles.length === new Set(names).size ? roles : null;
}

/** The server's settings, read once at the start; what admins set while it runs lies over them. */
export class Config {
  /** What the environment says, or its default. */
  readonly own: Readonly<Environment>;
  private laid: Partial<Environment> = {};

  constructor(
    readonly env: Environment,
    /** What the embedded worker reads and checks itself. */
    readonly workerEnvironment: Record<string, string> = {},
    /** Today's names of the variables that an earlier system's name was given for, and that. */
    readonly earlierNames: ReadonlyMap<string, string> = new Map(),
    /** Today's names of the variables that somebody set. */
    readonly given: ReadonlySet<string> = new Set(),
  ) {
    this.own = { ...env };
  }

  /** Lays what admins set over it, in the place of what lay there before. */
  lay(over: Partial<Environment>): void {
    for (const name of Object.keys(this.laid)) Object.assign(this.env, { [name]: this.own[name as keyof Environment] });
    Object.assign(this.env, over);
    this.laid = over;
  }

  /** What a variable is called where it was set. */
  nameOf(variable: string): string {
    return this.earlierNames.get(variable) ?? variable;
  }

  /** Whose certificates are trusted at MQTT_URL. @throws Error when the file is no such thing */
  get mqttAuthorities(): string | undefined {
    const { MQTT_CA_FILE: file } = this.env;
    return file === undefined ? undefined : readAuthorities(file);
  }
  /** Those whose accounts must have a second factor. */
  get secondFactorRoles(): readonly Role[] {
    return rolesIn(this.env.SECOND_FACTOR_ROLES) ?? [];
  }
  /** Whether broker and first worker run with this server. */
  get embeddedBroker(): boolean {
    return this.env.MQTT_URL === undefined;
  }
  get embeddedWorker(): boolean {
    return this.env.EMBEDDED_WORKER ?? this.embeddedBroker;
  }
  /** `*`, or a list with commas; what Fastify's CORS takes. */
  get corsOrigins(): string | string[] {
    const { CORS_ORIGINS: origins } = this.env;
    return origins === '*' ? origins : origins.split(',').map((origin) => origin.trim());
  }
  /** Whom HTTP providers may be at. A worker elsewhere has a list of its own, and the last word. */
  get allowedHosts(): readonly string[] {
    const { HTTP_ALLOWED_HOSTS: list } = this.env;
    return (list === undefined ? null : hostPatternsOf(list)) ?? KNOWN_HOSTS;
  }
  /** Where routers may be. */
  get routerNetworks(): Networks {
    return new Networks(this.env.ROUTER_NETWORKS);
  }
  /** Private networks that webhooks may reach; null is none. */
  get webhookNetworks(): Networks | null {
    const { WEBHOOK_ALLOWED_PRIVATE: list } = this.env;
    return list === undefined ? null : new Networks(list);
  }
  /** What people call the SQL database: its name, or its file. */
  get databaseName(): string {
    const { DATABASE_URL: url } = this.env;
    return url === undefined ? SQLITE_FILE : decodeURIComponent(new URL(url).pathname.slice(1));
  }
  get registrationOpen(): boolean {
    return (this.env.REGISTRATION ?? (this.env.NODE_ENV === 'production' ? 'closed' : 'open')) === 'open';
  }
}

/** What the embedded worker reads itself; */
const WORKERS_OWN = /^(SIMULATOR_|WORKER_|HTTP_ALLOWED_|OTEL_)/;
/** and what Node and the libraries below it read, in the worker as in the server: whom to trust, above all. */
const NODES_OWN =
  /^(PATH|TZ|NODE_OPTIONS|NODE_COMPILE_CACHE|NODE_EXTRA_CA_CERTS|NODE_USE_SYSTEM_CA|NODE_TLS_REJECT_UNAUTHORIZED|SSL_CERT_(FILE|DIR)|OPENSSL_CONF|RES_OPTIONS|LOCALDOMAIN|MALLOC_ARENA_MAX|MALLOC_MMAP_THRESHOLD_)$/;

/** A wrong environment: `message` has one line a variable, each with what was expected. */
export class ConfigError extends Error {}

/**
 * Reads the environment. Empty variables count as unset, as in an `.env` file with a bare `NAME=`.
 * @throws ConfigError naming each wrong variable; never its value, which may be a secret.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const understood = understandEarlier(given);
  const result = Environment.safeParse(understood.env);
  if (result.success) {
    const passed = Object.entries(given).filter(([name]) => WORKERS_OWN.test(name) || NODES_OWN.test(name));
    const workers = Object.fromEntries(passed) as Record<string, string>;
    return new Config(result.data, workers, understood.earlier, new Set(Object.keys(understood.env)));
  }
  const nameOf = (name: string): string => {
    const earlier = understood.earlier.get(name);
    return earlier === undefined ? name : `${earlier} (${name} today)`;
  };
  throw new ConfigError(
    result.error.issues.map((issue) => `${nameOf(issue.path.join('.'))}: ${issue.message}`).join('\n'),
  );
}

/** The settings of this process. @throws ConfigError */
export const loadConfig = (): Config => readConfig(process.env);

/** A fresh secret for an installation that sets none. */
export const newSecret = (): string => randomBytes(48).toString('base64url');
