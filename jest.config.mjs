import { join } from 'node:path';
import { startAgainIfNeeded } from './scripts/jest-again.mjs';

startAgainIfNeeded();
// Servers and workers are started hundreds of times: what Node has compiled of them once is kept.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules', '.cache', 'signalbox', 'compiled');

/** The tests of libs, server and worker; the console has its own runner (vitest, through `ng test`). */
const swc = {
  swcrc: false,
  sourceMaps: 'inline',
  module: { type: 'es6' },
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
};

const common = {
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/libs', '<rootDir>/server', '<rootDir>/worker'],
  testEnvironment: 'node',
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  moduleNameMapper: {
    '^@signalbox/([^/]+)/(.*)$': '<rootDir>/libs/$1/src/$2.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // Its ES modules import JSON in a way that Jest warns about, at each of them.
    '^libphonenumber-js$': '<rootDir>/node_modules/libphonenumber-js/index.cjs',
    '^libphonenumber-js/mobile$': '<rootDir>/node_modules/libphonenumber-js/mobile/index.cjs',
  },
  setupFiles: ['<rootDir>/jest.setup.mjs'],
};

/** Suites that were put together, of a whole run (`scripts/test-groups.mjs`). */
const groups = process.env.SIGNALBOX_TEST_GROUPS;

const project = (displayName, testMatch, settings = {}) => ({
  ...common,
  displayName,
  testMatch: [`<rootDir>/${testMatch}`],
  ...(groups && { roots: [...common.roots, groups], testMatch: [`${groups}/${displayName}-*.spec.mjs`] }),
  ...settings,
});
/** Databases, brokers, browsers and busy machines take their time; a project has no setting for it. */
const patient = { setupFilesAfterEnv: ['<rootDir>/server/test/patience.mjs'] };
/** Suites that leave their database alone share its server. */
const sharing = {
  globalSetup: '<rootDir>/server/test/services/shared-setup.mjs',
  globalTeardown: '<rootDir>/server/test/services/shared-teardown.mjs',
};

export default {
  testSequencer: '<rootDir>/scripts/jest-sequencer.mjs',
  // Each suite loads all that it needs anew, and what it leaves is never given back.
  workerIdleMemoryLimit: '1GB',
  projects: [
    project('unit', '{libs/*,server,worker}/src/**/*.spec.ts', patient),
    project('e2e', '{libs/*,server,worker}/test/**/!(*.browser).spec.ts', { ...patient, ...sharing }),
    project('browser', 'server/test/browser/**/*.browser.spec.ts', {
      ...patient,
      testEnvironment: '<rootDir>/server/test/browser/environment.mjs',
    }),
  ],
};
