import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { keepFilesPrivate } from '@signalbox/files/private-files';
import { CalendarModule } from '../../platform/calendar/calendar.module.js';
import { loadConfig } from '../../platform/config/config.js';
import { ConfigModule } from '../../platform/config/config.module.js';
import { MoneyModule } from '../../platform/money/money.module.js';
import { written } from '../admin/written.js';
import { StorageModule } from '../storage.module.js';
import { Database } from '../typeorm/database.js';
import { fillSite } from './fill.js';
import { portsOf } from './ports.js';
import { ACCOUNTS } from './site.js';

const USAGE = 'npm run demo:seed -- [days, 1 to 90; 21 unless told]';
const DAYS = 21;
/** Of the audit log. */
const MOST_ROWS = 500;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function daysOf([given, ...more]: string[]): number {
  const days = given === undefined ? DAYS : Number(given);
  if (more.length > 0 || !Number.isInteger(days) || days < 1 || days > 90) throw new Error(USAGE);
  return days;
}

/** Fills an empty installation with a site to look at. */
async function main(args: string[]): Promise<void> {
  const days = daysOf(args);
  const config = loadConfig();
  @Module({ imports: [ConfigModule.forRoot(config), StorageModule.forRoot(config), CalendarModule, MoneyModule] })
  class DemoModule {}
  const app = await NestFactory.createApplicationContext(DemoModule, {
    logger: ['error', 'fatal'],
    abortOnError: false,
  });
  try {
    const ports = portsOf(app);
    if (!(await ports.users.isEmpty())) {
      throw new Error('the installation has accounts already: give a folder of its own, such as DATA_DIR=data/demo');
    }
    const password = randomBytes(12).toString('base64url');
    const done = { action: 'server.demo-seed', subjectType: 'server', subjectId: null, asked: { days } };
    const messages = await written(app.get(Database), done, () => fillSite(ports, days, password));
    // The rest, what is of the last seconds, is for the server that begins with it.
    await ports.audit.seal(Date.now(), MOST_ROWS);
    say(
      `${messages} messages of ${days} days are in ${config.env.DATABASE_URL ? 'the database' : config.env.DATA_DIR}.`,
    );
    say('The numbers are made up, and may be somebody’s: start it with its simulator, never with a real network.');
    say(`Accounts: ${ACCOUNTS.map(({ username, role }) => `${username} (${role})`).join(', ')}`);
    say(`Password of each: ${password} (shown only now)`);
  } finally {
    await app.close();
  }
}

keepFilesPrivate();
try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`demo: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
