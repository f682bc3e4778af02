import angular from 'angular-eslint';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { injectedNames } from './scripts/eslint-names.mjs';

const NODE_GLOBALS = ['process', 'console', 'Buffer', 'performance', 'crypto', 'structuredClone'];
const WEB_GLOBALS = ['URL', 'URLSearchParams', 'fetch', 'AbortController', 'AbortSignal', 'TextEncoder', 'TextDecoder'];
const TIMERS = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'queueMicrotask'];
const readonly = (names) => Object.fromEntries(names.map((name) => [name, 'readonly']));

/** The rules for every language: names and values that are used, no leftovers, small files. */
const everywhere = {
  eqeqeq: 'error',
  'no-var': 'error',
  'prefer-const': 'error',
  'object-shorthand': 'error',
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
  'max-lines': ['error', 250],
  'no-restricted-properties': [
    'error',
    ...['describe', 'it', 'test'].flatMap((object) => [
      { object, property: 'skip', message: 'A suite that needs a service asks for it by describeWith.' },
      { object, property: 'only', message: 'It would keep every other test from running.' },
    ]),
  ],
};

/** What needs to know types is in .oxlintrc.json: the same rules by a compiler that reads all of it in a third of the time. */
const typescript = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
  // Knows decorators' metadata: what Nest injects by its class stays a value import.
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  'max-params': ['error', { max: 5 }],
};

/** As tsconfig.base.json has it. */
const DECORATED = { experimentalDecorators: true, emitDecoratorMetadata: true };

const noEnvironment = (where) => ({
  'no-restricted-syntax': [
    'error',
    {
      selector: "MemberExpression[object.name='process'][property.name='env']",
      message: `Only ${where} reads the environment.`,
    },
    { selector: "ImportSpecifier[imported.name='env']", message: `Only ${where} reads the environment.` },
  ],
});

export default defineConfig(
  globalIgnores(['**/dist/', '**/data/', '**/coverage/', '**/test-results/', '**/.angular/', 'bench/results/']),
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },

  {
    name: 'scripts',
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: { globals: readonly([...NODE_GLOBALS, ...WEB_GLOBALS, ...TIMERS]) },
    rules: { ...everywhere, 'no-undef': 'error', 'no-unused-vars': ['error', { argsIgnorePattern: '^_' }] },
  },
  {
    name: 'libraries, server, worker, dashboards',
    files: ['{libs/*,server,worker}/{src,test}/**/*.ts', 'docker/grafana/src/**/*.ts'],
    extends: [tseslint.configs.base],
    languageOptions: { parserOptions: DECORATED },
    rules: { ...everywhere, ...typescript },
  },
  {
    name: 'the environment',
    files: ['{libs/*,server,worker}/src/**/*.ts'],
    ignores: ['server/src/platform/config/**', 'worker/src/config/**', '**/*.spec.ts'],
    rules: noEnvironment('config/'),
  },
  {
    name: 'folders',
    files: ['{server,worker}/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        ...['node:fs', 'node:fs/promises'].map((name) => ({
          name,
          importNames: ['mkdir', 'mkdirSync'],
          message: 'makeFolder makes folders: recursive mkdir loops for ever in some places.',
        })),
      ],
    },
  },
  {
    name: 'names',
    files: ['{server,worker}/src/**/*.ts'],
    // Adapters are named for the port that they serve.
    ignores: ['**/*.spec.ts', 'server/src/storage/**'],
    plugins: { signalbox: { rules: { 'injected-names': injectedNames } } },
    rules: { 'signalbox/injected-names': 'error' },
  },
  {
    name: 'presses of browser tests',
    files: ['server/test/browser/**/*.ts'],
    ignores: ['server/test/browser/browser.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='click']",
          message: 'press() holds the button down for a moment, as people do.',
        },
      ],
    },
  },
  {
    name: 'tests and migrations may be long',
    files: ['**/*.spec.ts', '**/migrations/**', '{libs/*,server,worker}/test/**'],
    rules: { 'max-lines': 'off' },
  },
  {
    name: 'the one place that skips',
    files: ['server/test/services/describe-with.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    name: 'console',
    files: ['console/src/**/*.ts'],
    extends: [tseslint.configs.base, ...angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      ...everywhere,
      ...typescript,
      '@angular-eslint/component-selector': ['error', { type: 'element', prefix: 'sb', style: 'kebab-case' }],
      '@angular-eslint/directive-selector': ['error', { type: 'attribute', prefix: 'sb', style: 'camelCase' }],
    },
  },
  {
    name: 'console templates',
    files: ['console/src/**/*.html'],
    extends: [...angular.configs.templateRecommended, ...angular.configs.templateAccessibility],
  },
);
