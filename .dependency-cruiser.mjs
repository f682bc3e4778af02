/**
 * Who may import whom; docs/ARCHITECTURE.md shows the same as a table. Paths are from the root of the repository.
 * Tests are free to reach further and are left out; `scripts/check-imports.mjs` runs this and tests the rules.
 */

/** The floors of server/src that hold features, and the floors below each, which it may import. */
const FLOORS = {
  platform: [],
  access: ['platform'],
  messaging: ['platform', 'access'],
  campaigns: ['platform', 'access', 'messaging'],
  office: ['platform', 'access', 'messaging'],
  insight: ['platform', 'access', 'messaging', 'campaigns', 'office'],
  outside: ['platform', 'access', 'messaging', 'campaigns', 'office', 'insight'],
};
const ABOVE_PLATFORM = Object.keys(FLOORS).filter((floor) => floor !== 'platform');
/** A feature; its floor and its name are the groups. */
const FEATURE = `^server/src/(${ABOVE_PLATFORM.join('|')})/([^/]+)/`;
/** What a feature shows to the others: its service, its module, its events, its guards and interceptors. */
const DOORS = '\\.(service|module|events|guard|interceptor)\\.ts$';
const ORM = '(^|/)node_modules/(typeorm|mongoose|mysql2|better-sqlite3|@nestjs/(typeorm|mongoose))/';
const PACKAGES = '(^|/)node_modules/';
const CONSOLE_GROUND = 'core|ui|shell|testing';

const never = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

export const forbidden = [
  never('no-circle', 'Two modules that need each other are one module, or miss a third.', {}, { circular: true }),
  never('resolvable', 'The import leads nowhere.', {}, { couldNotResolve: true }),
  never(
    'declared-package',
    'A package is used that the workspace does not declare.',
    {},
    { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  ),
  never(
    'no-barrel',
    'Import the file that has it: there is no index.ts.',
    {},
    { path: '^(libs|server|worker|console)/.*/index\\.ts$' },
  ),

  never(
    'contracts-alone',
    'libs/contracts imports the schema library and nothing else.',
    { path: '^libs/contracts/' },
    { pathNot: ['^libs/contracts/', '(^|/)node_modules/zod/'] },
  ),
  never('codec-alone', 'libs/codec imports nothing.', { path: '^libs/codec/' }, { pathNot: '^libs/codec/' }),
  never(
    'transport-packages',
    'libs/transport imports Nest and MQTT, no other workspace.',
    { path: '^libs/transport/' },
    {
      pathNot: ['^libs/transport/', '(^|/)node_modules/(@nestjs/(common|microservices)|mqtt|rxjs)/'],
      dependencyTypesNot: ['core'],
    },
  ),
  never(
    'logging-packages',
    'libs/logging imports Nest, pino and OpenTelemetry, no other workspace.',
    { path: '^libs/logging/' },
    {
      pathNot: ['^libs/logging/', '(^|/)node_modules/(@nestjs/common|pino|@opentelemetry)/'],
      dependencyTypesNot: ['core'],
    },
  ),
  never(
    'patterns-alone',
    'libs/patterns imports its engine and nothing else.',
    { path: '^libs/patterns/' },
    { pathNot: ['^libs/patterns/', '(^|/)node_modules/re2js/'] },
  ),
  never(
    'files-alone',
    'libs/files imports Node and nothing else.',
    { path: '^libs/files/' },
    {
      pathNot: ['^libs/files/'],
      dependencyTypesNot: ['core'],
    },
  ),

  never(
    'server-apart',
    'The server imports the libraries, never worker or console.',
    { path: '^server/' },
    { path: '^(worker|console)/' },
  ),
  never(
    'worker-apart',
    'The worker imports the libraries, never server or console.',
    { path: '^worker/' },
    { path: '^(server|console)/' },
  ),
  never(
    'modem-apart',
    'The modem to test against is no part of the product: only itself, tests and benches import it.',
    { path: '^(?!libs/modem/)' },
    { path: '^libs/modem/' },
  ),
  never(
    'modem-alone',
    'libs/modem imports libs/codec and Node, nothing of the worker that it tests.',
    { path: '^libs/modem/' },
    {
      pathNot: '^libs/(modem|codec)/',
      dependencyTypesNot: ['core'],
    },
  ),
  never(
    'console-apart',
    'The console imports contracts and codec, never server or worker.',
    { path: '^console/' },
    { path: '^(server|worker|libs/(transport|logging|patterns|files))/' },
  ),

  never(
    'only-storage-has-an-orm',
    'Only storage/ talks to a database driver or an ORM.',
    {
      path: '^server/src/',
      pathNot: '^server/src/storage/',
    },
    { path: ORM },
  ),
  ...Object.entries(FLOORS).map(([floor, below]) =>
    never(
      `floor-of-${floor}`,
      `${floor}/ imports ${['itself', ...below].join(', ')}: no floor above it, and ports instead of storage.`,
      { path: `^server/src/${floor}/` },
      { path: `^server/src/(?!(${[floor, ...below].join('|')})/)[^/]+/` },
    ),
  ),
  never(
    'feature-by-its-doors',
    "Of another feature only service, module, events and guards; types by 'import type'.",
    { path: FEATURE },
    {
      path: FEATURE,
      pathNot: ['^server/src/$1/$2/', DOORS],
      dependencyTypesNot: ['type-only'],
    },
  ),
  never(
    'common-is-ground',
    'common/ knows config/ only.',
    { path: '^server/src/platform/common/' },
    { path: '^server/src/(?!platform/(common|config)/)' },
  ),
  never(
    'config-is-ground',
    'config/ knows no other folder of the server.',
    { path: '^server/src/platform/config/' },
    { path: '^server/src/(?!platform/(config|common)/)' },
  ),
  never(
    'modem-bus-is-ground',
    'modem-bus/ knows common/, config/ and leases/ only.',
    { path: '^server/src/platform/modem-bus/' },
    {
      path: '^server/src/(?!platform/((modem-bus|config|common|leases)/|package-folder))',
      dependencyTypesNot: ['type-only'],
    },
  ),
  never(
    'storage-sees-types-and-ports',
    "storage/ knows the features' types, rules, ports and seals, not their other services or doors.",
    { path: '^server/src/storage/' },
    {
      path: '^server/src/(?!storage/|platform/(calendar|common|config|leases|money)/)',
      pathNot: ['-seal\\.service\\.ts$', '\\.repository\\.ts$', '/[^/.]+\\.ts$'],
      dependencyTypesNot: ['type-only'],
    },
  ),
  never(
    'office-stands-apart',
    'Of messaging the back office takes the service that accepts a message, pairs, events and types.',
    { path: '^server/src/office/' },
    {
      path: '^server/src/messaging/(?!pairs/|sms/accept/accept\\.service\\.ts$|sms/sms\\.module\\.ts$)',
      pathNot: '\\.events\\.ts$',
      dependencyTypesNot: ['type-only'],
    },
  ),
  never(
    'office-told-by-events',
    'Of the back office insight/ and outside/ know events, the modules that give them, and types.',
    { path: '^server/src/(insight|outside)/' },
    { path: '^server/src/office/', pathNot: '\\.(events|module)\\.ts$', dependencyTypesNot: ['type-only'] },
  ),
  never(
    'compat-uses-services',
    "compat/ is thin: features' services, modules, guards and interceptors, common/, config/ and the contracts.",
    { path: '^server/src/compat/' },
    {
      path: '^server/src/(?!compat/|platform/(common|config)/)',
      pathNot: '\\.(service|module|guard|interceptor)\\.ts$',
      dependencyTypesNot: ['type-only'],
    },
  ),
  never(
    'nobody-imports-the-root',
    'What lies directly in src/ puts the folders together; no folder knows it.',
    { path: '^(server|worker)/src/[^/]+/' },
    { path: '^(server|worker)/src/(main|app|app\\.module|worker\\.module)\\.ts$' },
  ),

  never(
    'page-apart',
    'A console page imports its own feature, core, ui and the contracts.',
    { path: `^console/src/app/(?!(?:${CONSOLE_GROUND})/)([^/]+)/` },
    {
      path: '^console/src/app/([^/]+)/',
      pathNot: ['^console/src/app/$1/', '^console/src/app/(core|ui)/'],
    },
  ),
  never(
    'console-ground',
    'core/ and ui/ know no page and no shell.',
    { path: '^console/src/app/(core|ui)/' },
    { path: '^console/src/app/(?!(core|ui)/)' },
  ),
];

export const options = {
  doNotFollow: { path: PACKAGES },
  exclude: { path: '(\\.spec\\.ts$|^(libs/[^/]+|server|worker)/test/|^console/src/testing/|(^|/)dist/)' },
  tsPreCompilationDeps: true,
  combinedDependencies: true,
  moduleSystems: ['es6', 'cjs', 'tsd'],
};

/** What is scanned, and how little of it would mean that the scan itself is broken. */
export const scanned = ['libs', 'server/src', 'worker/src', 'console/src'];
export const atLeast = { modules: 20, dependencies: 20 };
