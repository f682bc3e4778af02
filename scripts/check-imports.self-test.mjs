import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Every rule, by an import that breaks it and that no other rule forbids. */
const BAD = [
  ['resolvable', 'worker/src/lost.ts', "import './nowhere.js';"],
  ['declared-package', 'worker/src/undeclared.ts', "import 'stranger';"],
  ['no-barrel', 'worker/src/door.ts', "import './journal/index.js';"],
  ['contracts-alone', 'libs/contracts/src/greedy.ts', "import 'mqtt';"],
  ['contracts-alone', 'libs/contracts/src/native.ts', "import 'node:fs';"],
  ['codec-alone', 'libs/codec/src/greedy.ts', "import 'zod';"],
  ['transport-packages', 'libs/transport/src/greedy.ts', "import '@signalbox/contracts/bus';"],
  ['logging-packages', 'libs/logging/src/greedy.ts', "import 'mqtt';"],
  ['patterns-alone', 'libs/patterns/src/greedy.ts', "import 'zod';"],
  ['files-alone', 'libs/files/src/greedy.ts', "import 'zod';"],
  ['server-apart', 'server/src/messaging/sms/to-worker.ts', "import '../../../../worker/src/journal/journal.js';"],
  ['worker-apart', 'worker/src/to-server.ts', "import '../../server/src/platform/common/clock.js';"],
  ['modem-apart', 'worker/src/drivers/to-modem.ts', "import '@signalbox/modem/modem-emulator';"],
  ['modem-alone', 'libs/modem/src/to-driver.ts', "import '../../../worker/src/journal/journal.js';"],
  ['console-apart', 'console/src/app/sms/to-server.ts', "import '../../../../server/src/platform/common/clock';"],
  ['only-storage-has-an-orm', 'server/src/messaging/sms/sql.ts', "import 'typeorm';"],
  ['floor-of-platform', 'server/src/platform/health/to-feature.ts', "import '../../access/auth/auth.service.js';"],
  ['floor-of-access', 'server/src/access/auth/to-feature.ts', "import '../../messaging/sms/sms.service.js';"],
  ['floor-of-messaging', 'server/src/messaging/sms/to-storage.ts', "import '../../storage/database.js';"],
  [
    'floor-of-campaigns',
    'server/src/campaigns/programs/to-feature.ts',
    "import '../../insight/stats/stats.service.js';",
  ],
  ['floor-of-office', 'server/src/office/billing/to-insight.ts', "import '../../insight/stats/stats.service.js';"],
  ['office-stands-apart', 'server/src/office/tickets/to-sms.ts', "import '../../messaging/sms/sms.service.js';"],
  ['office-told-by-events', 'server/src/insight/stats/to-office.ts', "import '../../office/billing/books.service.js';"],
  ['floor-of-insight', 'server/src/insight/stats/to-compat.ts', "import '../../compat/old-clients.js';"],
  ['floor-of-outside', 'server/src/outside/webhooks/to-compat.ts', "import '../../compat/old-clients.js';"],
  [
    'feature-by-its-doors',
    'server/src/messaging/sms/to-port.ts',
    "import { UserPort } from '../../access/auth/user.repository.js'; new UserPort();",
  ],
  ['common-is-ground', 'server/src/platform/common/to-health.ts', "import '../health/health.service.js';"],
  ['config-is-ground', 'server/src/platform/config/to-health.ts', "import '../health/health.service.js';"],
  ['modem-bus-is-ground', 'server/src/platform/modem-bus/to-health.ts', "import '../health/health.service.js';"],
  ['storage-sees-types-and-ports', 'server/src/storage/to-service.ts', "import '../access/auth/auth.service.js';"],
  [
    'compat-uses-services',
    'server/src/compat/gateway-api/to-port.ts',
    "import '../../access/auth/user.repository.js';",
  ],
  ['nobody-imports-the-root', 'server/src/messaging/sms/to-root.ts', "import '../../app.module.js';"],
  ['page-apart', 'console/src/app/sms/to-page.ts', "import '../auth/sign-in.page';"],
  ['console-ground', 'console/src/app/core/to-page.ts', "import '../auth/sign-in.page';"],
];

/** Imports as they should be: none of them may be reported. */
const GOOD = {
  'libs/contracts/src/bus.ts': "import 'zod';",
  'libs/codec/src/gsm7.ts': 'export const codec = 1;',
  'libs/transport/src/link.ts': "import 'node:net'; import 'mqtt';",
  'server/src/app.module.ts': "import './messaging/sms/sms.module.js';",
  'server/src/platform/common/clock.ts': 'export const clock = 1;',
  'server/src/platform/health/health.service.ts': 'export const health = 1;',
  'server/src/insight/stats/stats.service.ts': "import '../../messaging/sms/sms.service.js';",
  'server/src/office/billing/books.service.ts':
    "import '../../access/auth/auth.service.js'; import '../../messaging/sms/accept/accept.service.js';",
  'server/src/messaging/sms/accept/accept.service.ts': 'export const accept = 1;',
  'server/src/compat/old-clients.ts': 'export const compat = 1;',
  'server/src/access/auth/user.repository.ts': 'export class UserPort {}',
  'server/src/access/auth/auth.service.ts': "import './user.repository.js';",
  'server/src/messaging/sms/sms.module.ts':
    "import './sms.service.js'; import '../../access/auth/auth.service.js'; import '@signalbox/contracts/bus';",
  'server/src/messaging/sms/sms.service.ts':
    "import { type UserPort } from '../../access/auth/user.repository.js'; export let port: UserPort;",
  'server/src/storage/database.ts': "import 'typeorm'; import '../access/auth/user.repository.js';",
  'server/src/compat/gateway-api/auth.controller.ts':
    "import '../../access/auth/auth.service.js'; import '../../platform/common/clock.js';",
  'worker/src/journal/journal.ts': "import '@signalbox/transport/link';",
  'libs/modem/src/modem-emulator.ts': "import '@signalbox/codec/gsm7'; import 'node:stream';",
  'worker/src/journal/index.ts': 'export const journal = 1;',
  'console/src/app/core/session.ts': 'export const session = 1;',
  'console/src/app/auth/sign-in.page.ts': "import '../core/session'; import '@signalbox/contracts/bus';",
};

/** A circle is reported once, at its first module. */
const CIRCLE = {
  'worker/src/hen.ts': "import { egg } from './egg.js'; export const hen = () => egg;",
  'worker/src/egg.ts': "import { hen } from './hen.js'; export const egg = () => hen;",
};

const DECLARED = ['zod', 'mqtt', 'typeorm'];

/**
 * Lays out a small repository of good and bad imports and runs the check on it.
 * @param {(root: string) => Promise<{violations: {rule: string, from: string}[]}>} check
 * @param {{name: string}[]} rules
 * @returns {Promise<string[]>} what the check missed, and what it reported without need; empty when it works
 */
export async function selfTest(check, rules) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'signalbox-imports-')));
  const write = (file, text) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  try {
    const bad = Object.fromEntries(BAD.map(([, file, text]) => [file, text]));
    for (const [file, text] of Object.entries({ ...GOOD, ...CIRCLE, ...bad })) write(file, text);
    write(
      'package.json',
      JSON.stringify({ dependencies: Object.fromEntries(DECLARED.map((name) => [name, '1.0.0'])) }),
    );
    for (const name of [...DECLARED, 'stranger']) {
      write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
      write(`node_modules/${name}/index.js`, '');
    }
    const expected = new Set(BAD.map(([rule, file]) => `${rule}: ${file}`));
    expected.add('no-circle: worker/src/egg.ts');
    const { violations } = await check(root);
    const found = new Set(violations.map(({ rule, from }) => `${rule}: ${from}`));
    const tried = new Set([...expected].map((line) => line.split(':')[0]));
    return [
      ...[...expected].filter((line) => !found.has(line)).map((line) => `missed ${line}`),
      ...[...found].filter((line) => !expected.has(line)).map((line) => `wrongly reported ${line}`),
      ...rules.filter(({ name }) => !tried.has(name)).map(({ name }) => `no example breaks ${name}`),
    ];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
