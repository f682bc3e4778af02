import 'reflect-metadata';
import type { Server } from 'node:http';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FileWatch } from '@signalbox/files/file-watch';
import { makeFolder } from '@signalbox/files/make-folder';
import { keepFilesPrivate, narrow } from '@signalbox/files/private-files';
import { formatFor } from '@signalbox/logging/log-format';
import { PinoLogger } from '@signalbox/logging/pino-logger';
import { collectAtRest } from '@signalbox/transport/rest';
import { createApp, listen } from './app.js';
import { FirstAdminService } from './access/auth/first-admin.service.js';
import { type Config, ConfigError, loadConfig } from './platform/config/config.js';
import { EmbeddedWorkerService } from './platform/modem-bus/embedded-worker.service.js';
import { sqliteFiles } from './storage/typeorm/data-source.js';
import { Welcome } from './welcome.js';

const STOP_WITHIN_MS = 9_500;
const CLOSE_IDLE_MS = 50;
/** What takes longer than this to answer is cut off when the server stops. */
const ANSWER_WITHIN_MS = 3_000;

/** Ends a start that cannot go on: one clear line a problem, exit code 1. */
function refuse(message: string): never {
  process.stderr.write(
    `${message
      .split('\n')
      .map((line) => `Signalbox cannot start: ${line}`)
      .join('\n')}\n`,
  );
  process.exit(1);
}

function requireDataFolder({ env }: Config): void {
  try {
    makeFolder(env.DATA_DIR);
    accessSync(env.DATA_DIR, constants.W_OK);
  } catch (error) {
    const { code = 'error' } = error as NodeJS.ErrnoException;
    refuse(`DATA_DIR: ${env.DATA_DIR} is not a folder that can be written to: ${code}`);
  }
}

/** What earlier versions, and other hands, left open to others; and what must not be taken away from now on. */
function guardFiles(config: Config, logger: PinoLogger): FileWatch {
  const { env } = config;
  const database = env.DATABASE_URL === undefined ? sqliteFiles(config) : [];
  for (const line of narrow([...database, join(env.DATA_DIR, 'uploads')])) logger.warn(line, 'Files');
  return new FileWatch(database, (path) => {
    logger.fatal(
      `${path} was removed or replaced while the server had it open: nothing would be kept; it ends`,
      'Files',
    );
    process.exit(1);
  });
}

function explain(error: unknown, env: Config['env']): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `PORT: ${env.PORT} on ${env.HOST} is in use by another program`;
  if (code === 'EACCES') return `PORT: this user may not listen on ${env.PORT}`;
  if (code === 'EADDRNOTAVAIL') return `HOST: ${env.HOST} is no address of this machine`;
  return error instanceof Error ? error.message : String(error);
}

async function start(config: Config): Promise<void> {
  requireDataFolder(config);
  const format = formatFor(config.env.LOG_FORMAT);
  const logger = new PinoLogger(config.env.LOG_LEVEL, { process: 'server' }, format);
  for (const [today, earlier] of config.earlierNames) {
    logger.warn(`${earlier}: understood as ${today}, which is today's name and should be used.`, 'Settings');
  }
  const app = await createApp(config, logger);
  await app.init();
  const files = guardFiles(config, logger);
  const password = await app.get(FirstAdminService, { strict: false }).ensure();
  const welcome = new Welcome(format, config);
  welcome.begin(password);
  const port = await listen(app, config);
  collectAtRest();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(app, files));
  // The worker has said what is wrong.
  if (config.embeddedWorker) app.get(EmbeddedWorkerService, { strict: false }).start(() => process.exit(1));
  welcome.ready(`http://${config.env.HOST}:${port}`, password);
}

/** Answers what was asked, hands over what was accepted, and ends; what a worker still holds is in its journal. */
async function stop(app: NestFastifyApplication, files: FileWatch): Promise<void> {
  // SQLite removes its log itself when it is closed.
  files.close();
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  const http: Server = app.getHttpServer();
  // A client that keeps its connection has its answer; without this it would be waited for until it lets go.
  setInterval(() => http.closeIdleConnections(), CLOSE_IDLE_MS).unref();
  setTimeout(() => http.closeAllConnections(), ANSWER_WITHIN_MS).unref();
  await app.close();
  process.exit(0);
}

async function main(): Promise<void> {
  keepFilesPrivate();
  const config = loadConfig();
  try {
    await start(config);
  } catch (error) {
    refuse(explain(error, config.env));
  }
}

main().catch((error: unknown) => refuse(error instanceof ConfigError ? error.message : String(error)));
