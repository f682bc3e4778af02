import 'reflect-metadata';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { PinoLogger } from '@signalbox/logging/pino-logger';
import { createApp, listen } from './app.js';
import { FirstAdmin } from './auth/first-admin.service.js';
import { type Config, ConfigError, readConfig } from './config/config.js';
import { EmbeddedWorker } from './modem-bus/embedded-worker.service.js';

/** Ends a start that cannot go on: one clear line a problem, exit code 1. */
function refuse(message: string): never {
  process.stderr.write(`${message.split('\n').map((line) => `Signalbox cannot start: ${line}`).join('\n')}\n`);
  process.exit(1);
}

function loadConfig(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (error instanceof ConfigError) refuse(error.message);
    throw error;
  }
}

function requireDataFolder({ env }: Config): void {
  try {
    mkdirSync(env.DATA_DIR, { recursive: true });
    accessSync(env.DATA_DIR, constants.W_OK);
  } catch {
    refuse(`DATA_DIR: ${env.DATA_DIR} is not a folder that can be written to`);
  }
}

function explain(error: unknown, { env }: Config): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `PORT: ${env.PORT} on ${env.HOST} is in use by another program`;
  if (code === 'EACCES') return `PORT: this user may not listen on ${env.PORT}`;
  if (code === 'EADDRNOTAVAIL') return `HOST: ${env.HOST} is no address of this machine`;
  return error instanceof Error ? error.message : String(error);
}

async function main(): Promise<void> {
  const config = loadConfig();
  requireDataFolder(config);
  const logger = new PinoLogger(config.env.LOG_LEVEL, { process: 'server' });
  const app = await createApp(config, logger);
  app.enableShutdownHooks();
  const password = await app.get(FirstAdmin, { strict: false }).ensure();
  const port = await listen(app, config);
  if (config.embeddedWorker) app.get(EmbeddedWorker, { strict: false }).start();
  const url = `http://${config.env.HOST}:${port}`;
  const lines = [`Console    ${url}/console/`, `API docs   ${url}/api/docs`];
  if (password !== null) lines.push(`Admin      ${config.env.ADMIN_USERNAME}, password ${password} (shown only now)`);
  process.stdout.write(`\n${lines.map((line) => `  ${line}`).join('\n')}\n\n`);
}

main().catch((error: unknown) => refuse(explain(error, readConfig(process.env))));
