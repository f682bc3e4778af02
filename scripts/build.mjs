import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compressFiles } from './console-files.mjs';
import { troublesOf, weighConsole } from './console-weight.mjs';
import { requireNode } from './node-version.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
/** The folders that the compiler builds: libraries, server and worker. */
const COMPILED = JSON.parse(readFileSync(join(ROOT, 'tsconfig.build.json'), 'utf8')).references.map(({ path }) => path);

/**
 * What is built: from which files, by which program, and what must be there afterwards.
 * The stamp lies beside the output, so that removing the one removes the other.
 */
const TARGETS = [
  {
    key: 'code',
    name: 'the server and the worker',
    stamp: 'server/dist/.stamp',
    outputs: ['server/dist/main.js', 'worker/dist/main.js'],
    inputs: [
      'tsconfig.build.json',
      'tsconfig.base.json',
      ...COMPILED.flatMap((folder) => [`${folder}/tsconfig.json`, `${folder}/src`]),
      'scripts/bundle.mjs',
    ],
    // Angular and the linters need the compiler's older programming interface; this one compiles in a third of the time.
    program: ['node_modules/typescript-native/bin/tsc', '-b', 'tsconfig.build.json'],
    before: forgetLostOutput,
    after: finishCode,
  },
  {
    key: 'console',
    name: 'the console',
    stamp: 'console/dist/.stamp',
    outputs: ['console/dist/browser/index.html'],
    inputs: [
      'angular.json',
      'console/tsconfig.json',
      'console/tsconfig.app.json',
      'console/src',
      'console/public',
      'libs/contracts/src',
      'libs/codec/src',
      'scripts/console-files.mjs',
      'scripts/console-weight.mjs',
    ],
    program: ['node_modules/@angular/cli/bin/ng.js', 'build', 'console'],
    after: finishConsole,
  },
];

/** The compiler trusts its notes about what it wrote: without the output they must go too. */
function forgetLostOutput() {
  for (const folder of COMPILED) {
    if (!existsSync(join(ROOT, folder, 'dist'))) rmSync(join(ROOT, folder, 'tsconfig.tsbuildinfo'), { force: true });
  }
}

/** Output whose source is gone must not be loaded by anything that lists a folder. */
function removeOrphans() {
  for (const folder of COMPILED) {
    for (const file of filesOf(`${folder}/dist`)) {
      const source = file.replace(`${folder}/dist/`, `${folder}/src/`).replace(/(\.d\.ts|\.js)(\.map)?$/, '.ts');
      if (source.endsWith('.ts') && !existsSync(join(ROOT, source))) rmSync(join(ROOT, file));
    }
  }
}

/** In a process of its own: this one may become the server. */
async function finishCode() {
  removeOrphans();
  const { ok, output } = await run(['scripts/bundle.mjs']);
  if (!ok) throw new Error(output.trim());
}

/** Too heavy is not built; what is built is compressed once, here. */
async function finishConsole() {
  const troubles = troublesOf(weighConsole(ROOT));
  if (troubles.length > 0) throw new Error(troubles.join('\n'));
  await compressFiles(join(ROOT, 'console/dist/browser'));
}

/** Every file below `path`, in a steady order, as paths from the root; a missing path has none. */
function filesOf(path) {
  const full = join(ROOT, path);
  if (!existsSync(full)) return [];
  const entries = readdirSync(full, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(path, entry.parentPath.slice(full.length), entry.name).replaceAll('\\', '/'))
    .sort();
}

/** A hash of all that a target is made from: sources, settings, the locked packages and Node's version. */
function stampOf(target) {
  const hash = createHash('sha1').update(process.versions.node).update(target.program.join(' '));
  const isFile = (input) => /\.(json|mjs)$/.test(input);
  const settings = ['package-lock.json', ...target.inputs.filter(isFile)];
  const sources = target.inputs.filter((input) => !isFile(input)).flatMap(filesOf);
  for (const file of [...settings, ...sources.filter((source) => !source.endsWith('.spec.ts'))]) {
    if (!existsSync(join(ROOT, file))) continue;
    hash.update(`\n${file}\n`).update(readFileSync(join(ROOT, file)));
  }
  return hash.digest('hex');
}

function isFresh(target, stamp) {
  const file = join(ROOT, target.stamp);
  if (!existsSync(file) || readFileSync(file, 'utf8') !== stamp) return false;
  return target.outputs.every((output) => existsSync(join(ROOT, output)));
}

/** Runs a program of the workspace; its output is kept for the case that it fails. */
function run([script, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(ROOT, script), ...args], {
      cwd: ROOT,
      env: { ...process.env, NG_CLI_ANALYTICS: 'false' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk) => (output += chunk);
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code, signal) =>
      resolve({ ok: code === 0, output: signal === null ? output : `${output}\n${script} was ended by ${signal}.` }),
    );
  });
}

/**
 * Builds what is stale, and says so in one line a target; nothing is started when nothing is.
 * @param {('code' | 'console')[]} [keys] all, unless told
 * @returns {Promise<boolean>} whether everything is built
 */
export async function build(keys = ['code', 'console']) {
  for (const target of TARGETS.filter(({ key }) => keys.includes(key))) {
    const stamp = stampOf(target);
    if (isFresh(target, stamp)) continue;
    if (!existsSync(join(ROOT, target.program[0]))) {
      console.error('The packages that build Signalbox are not installed: run "npm ci" first.');
      return false;
    }
    process.stdout.write(`Building ${target.name}… `);
    const began = Date.now();
    rmSync(join(ROOT, target.stamp), { force: true });
    target.before?.();
    const { ok, output } = await run(target.program);
    const missing = target.outputs.filter((path) => !existsSync(join(ROOT, path)));
    if (!ok || missing.length > 0) {
      const reason = ok ? `No ${missing.join(', no ')} came out of it.` : output.trim();
      process.stdout.write(`failed.\n${reason}\n`);
      return false;
    }
    try {
      await target.after?.();
    } catch (error) {
      process.stdout.write(`failed.\n${error.message}\n`);
      return false;
    }
    writeFileSync(join(ROOT, target.stamp), stamp);
    process.stdout.write(`${((Date.now() - began) / 1000).toFixed(1)} s\n`);
  }
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  requireNode();
  const keys = process.argv.slice(2);
  process.exitCode = (await build(keys.length > 0 ? keys : undefined)) ? 0 : 1;
}
