import 'reflect-metadata';
import { keepFilesPrivate } from '@signalbox/files/private-files';
import { admin } from './admin.js';

keepFilesPrivate();
const line = await admin(process.argv.slice(2));
if (line !== null) {
  process.stderr.write(`admin: ${line}\n`);
  process.exitCode = 1;
}
