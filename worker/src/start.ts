import 'reflect-metadata';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AsyncMicroserviceOptions } from '@nestjs/microservices';
import { FileWatch } from '@signalbox/files/file-watch';
import { keepFilesPrivate } from '@signalbox/files/private-files';
import { formatFor } from '@signalbox/logging/log-format';
import { PinoLogger } from '@signalbox/logging/pino-logger';
import { MqttStrategy } from '@signalbox/transport/mqtt.strategy';
import { collectAtRest } from '@signalbox/transport/rest';
import { ALIVE, ARE_YOU_ALIVE, WRONG_SETTINGS } from '@signalbox/contracts/workers';
import { ConfigError, loadConfig } from './config/config.js';
import { JournalError, journalFiles } from './journal/journal-file.js';
import { LifecycleService } from './lifecycle.service.js';
import { WorkerModule } from './worker.module.js';

const STOP_MS = 8_000;

/** Who started this process wants to know whether its event loop runs. */
process.on('message', (message) => {
  if (message === ARE_YOU_ALIVE) process.send?.(ALIVE);
});

async function start(): Promise<void> {
  keepFilesPrivate();
  const config = loadConfig();
  const format = formatFor(config.env.LOG_FORMAT);
  const logger = new PinoLogger(config.env.LOG_LEVEL, { process: 'worker', worker: config.workerId }, format);
  const app = await NestFactory.createMicroservice<AsyncMicroserviceOptions>(WorkerModule.forRoot(config), {
    useFactory: (strategy: MqttStrategy) => ({ strategy }),
    inject: [MqttStrategy],
    logger,
    abortOnError: false,
  });
  app.useGlobalPipes(new StandardSchemaValidationPipe());
  // As soon as they are open: one that goes before it was seen once is not missed.
  const files = new FileWatch(journalFiles(config.folder), (path) => {
    logger.fatal(
      `${path} was removed or replaced while the worker had it open: nothing would be kept; it ends`,
      'Worker',
    );
    process.exit(1);
  });
  await app.listen();
  collectAtRest();

  let stopping = false;
  const stop = async (why: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    // SQLite removes its log itself when it is closed.
    files.close();
    logger.log(`stopping: ${why}`, 'Worker');
    setTimeout(() => process.exit(1), STOP_MS).unref();
    await app.get(LifecycleService).leave();
    await app.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => void stop('SIGINT'));
  // A worker that a server started lives and dies with it; the channel closes with kill -9 too.
  if (process.send) {
    process.on('disconnect', () => void stop('the parent is gone'));
    if (!process.connected) await stop('the parent is gone');
  }
}

start().catch((error: unknown) => {
  const expected = error instanceof ConfigError || error instanceof JournalError;
  process.stderr.write(`${expected ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exit(error instanceof ConfigError ? WRONG_SETTINGS : 1);
});
