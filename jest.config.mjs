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
  },
  setupFiles: ['<rootDir>/jest.setup.mjs'],
};

const project = (displayName, testTimeout, ...testMatch) => ({
  ...common,
  displayName,
  testTimeout,
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
});

export default {
  projects: [
    project('unit', 5_000, '{libs/*,server,worker}/src/**/*.spec.ts'),
    project('e2e', 30_000, '{server,worker}/test/**/!(*.browser).spec.ts'),
    project('browser', 60_000, 'server/test/browser/**/*.browser.spec.ts'),
  ],
};
