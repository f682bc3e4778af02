import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { keepFilesPrivate } from '@signalbox/files/private-files';
import { admin } from './admin.js';

keepFilesPrivate();
// What a command has to say it says itself, once.
Logger.overrideLogger(false);
const line = await admin(process.argv.slice(2));
if (line !== null) {
  process.stderr.write(`admin: ${line}\n`);
  process.exitCode = 1;
}
