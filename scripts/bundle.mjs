/**
 * Puts what the compiler built of the server and the worker, with the packages that they use, into few files. Node looks
 * for each file of an import in several places and reads the package it belongs to: of nearly four thousand files that is
 * more than half of a start.
 */
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rolldown } from 'rolldown';

const ROOT = join(import.meta.dirname, '..');

/** What stays a package of its own: it brings binaries or files that it looks for beside itself, or is loaded when used. */
const OWN = [
  'better-sqlite3',
  'mongodb',
  'mongoose',
  'msgpackr',
  'mysql2',
  'pdfmake',
  'serialport',
  'socket.io',
  'swagger-ui-dist',
  'telegraf',
];
/** What packages would load if it were installed, and is not: other databases, brokers and frameworks. */
const ABSENT = [
  ...['@fastify/view', '@google-cloud', '@grpc', '@mikro-orm', '@nats-io', '@nestjs/platform-express', '@sap'],
  ...[
    'amqplib',
    'amqp-connection-manager',
    'cache-manager',
    'class-transformer',
    'class-validator',
    'hdb-pool',
    'ioredis',
  ],
  ...[
    'kafkajs',
    'mssql',
    'nats',
    'oracledb',
    'pg',
    'pg-native',
    'pg-query-stream',
    'react-native-sqlite-storage',
    'redis',
  ],
  ...['sql.js', 'sqlite3', 'typeorm-aurora-data-api-driver'],
];
const isOf = (id) => (name) => id === name || id.startsWith(`${name}/`);

/** Programs of threads that are started for each piece of work, and so are worth a file: below `dist`. */
const THREADS = { server: ['campaigns/number-lists/import/import-thread.js'], worker: [] };

/** One program; what it loads later on, by `import()`, stays a file of its own. */
async function bundle(input, dir) {
  const build = await rolldown({
    cwd: ROOT,
    input,
    platform: 'node',
    external: (id) => [...OWN, ...ABSENT].some(isOf(id)),
  });
  await build.write({ dir, format: 'esm', comments: false });
  await build.close();
}

/** @param {'server' | 'worker'} folder of the package */
async function bundleAll(folder) {
  const dist = join(ROOT, folder, 'dist');
  const bundles = join(dist, 'bundle');
  rmSync(bundles, { recursive: true, force: true });
  await bundle(join(dist, 'start.js'), bundles);
  // At the same place as in `dist`, so that both are found by one path.
  for (const path of THREADS[folder]) await bundle(join(dist, path), join(bundles, dirname(path)));
}

const [, , ...folders] = process.argv;
await Promise.all((folders.length > 0 ? folders : ['server', 'worker']).map(bundleAll));
