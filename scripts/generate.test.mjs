import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { ESLint } from 'eslint';
import ts from 'typescript';
import { filesFor, formatted } from './generate.mjs';

const ROOT = join(import.meta.dirname, '..');
const read = (path) => readFileSync(join(ROOT, path), 'utf8');

/** Types over the repository with what was generated on top of it; only that is checked. */
function programOf(config, files, paths) {
  const { config: json } = ts.readConfigFile(join(ROOT, config), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(json, ts.sys, ROOT);
  const all = { ...options, noEmit: true, composite: false, incremental: false, declaration: false, paths };
  const host = ts.createCompilerHost(all);
  const there = new Map([...files].map(([path, text]) => [join(ROOT, path), text]));
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => there.has(path) || fileExists(path);
  // A folder that is nowhere on the disk is not looked into.
  host.directoryExists = undefined;
  host.readFile = (path) => there.get(path) ?? readFile(path);
  host.getSourceFile = (path, target, ...rest) =>
    there.has(path)
      ? ts.createSourceFile(path, there.get(path), target, true)
      : getSourceFile.call(host, path, target, ...rest);
  return ts.createProgram({ rootNames: [...there.keys()], options: all, host });
}

function troublesOf(program, files) {
  return [...files.keys()].flatMap((path) => {
    const source = program.getSourceFile(join(ROOT, path));
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  });
}

async function lint(program, files) {
  const eslint = new ESLint({
    cwd: ROOT,
    overrideConfig: [
      { files: ['**/*.ts'], languageOptions: { parserOptions: { project: null, programs: [program] } } },
      // They are there on no disk, so the processor of Angular finds no template either.
    ],
  });
  const found = await Promise.all(
    [...files].map(async ([path, text]) => {
      const [result] = await eslint.lintText(text, { filePath: join(ROOT, path) });
      return (result?.messages ?? []).map(({ line, message }) => `${path}:${line}: ${message}`);
    }),
  );
  return found.flat();
}

const some = (files, isOne) => new Map([...files].filter(([path]) => isOne(path)));

describe('what is generated', () => {
  /** A feature with a name of two words, and its page on top of it. */
  let files;
  before(async () => {
    const feature = filesFor(['feature', 'messaging/phone-books', 'phone-book'], read);
    const over = (path) => feature.get(path) ?? read(path);
    const page = filesFor(['page', 'phone-books', 'phone-book', 'messages'], over);
    files = await formatted(new Map([...feature, ...page]));
  });

  it('is new, or a change of what is there', () => {
    const made = [...files.keys()].filter((path) => !existsSync(join(ROOT, path)));
    assert.equal(made.length, 14);
    for (const [path, text] of files) {
      if (made.includes(path)) continue;
      for (const line of read(path)
        .split('\n')
        .filter((line) => line.trim() !== '' && !line.startsWith('|'))) {
        assert.ok(text.includes(line) || /\] ?,?$/.test(line), `${path} lost the line ${line}`);
      }
    }
  });

  it('has the right types, and nothing that lint minds', async () => {
    const isConsole = (path) => path.startsWith('console/');
    const server = some(files, (path) => path.endsWith('.ts') && !isConsole(path));
    const pages = some(files, (path) => path.endsWith('.ts') && (isConsole(path) || path.startsWith('libs/')));
    for (const [config, part] of [
      ['tsconfig.spec.json', server],
      ['console/tsconfig.json', pages],
    ]) {
      const program = programOf(config, part, {
        '@signalbox/contracts/*': [join(ROOT, 'libs/contracts/src/*.ts')],
        '@signalbox/codec/*': [join(ROOT, 'libs/codec/src/*.ts')],
      });
      assert.deepEqual(troublesOf(program, part), []);
      assert.deepEqual(
        await lint(
          program,
          some(part, (path) => isConsole(path) === (part === pages)),
        ),
        [],
      );
    }
  });

  it('passes by nest generate, too, as CONTRIBUTING has it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'signalbox-generate-'));
    try {
      mkdirSync(join(folder, 'server', 'src'), { recursive: true });
      for (const name of ['nest-cli.json', 'package.json']) cpSync(join(ROOT, name), join(folder, name));
      symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
      const nest = join(ROOT, 'node_modules/@nestjs/cli/bin/nest.js');
      const what = ['generate', 'service', 'messaging/sms/example', '--project', 'server'];
      execFileSync(process.execPath, [nest, ...what], { cwd: folder });
      const path = 'server/src/messaging/sms/example';
      const made = readdirSync(join(folder, path)).map((name) => `${path}/${name}`);
      assert.deepEqual(made, [`${path}/example.service.ts`]);
      const texts = new Map(made.map((each) => [each, readFileSync(join(folder, each), 'utf8')]));
      assert.deepEqual([...(await formatted(texts))], [...texts]);
      const program = programOf('tsconfig.spec.json', texts, {});
      assert.deepEqual(troublesOf(program, texts), []);
      assert.deepEqual(await lint(program, texts), []);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('is refused where there is such a one, or a name is none', () => {
    assert.throws(() => filesFor(['feature', 'messaging/pairs', 'pair'], read), /There is a feature pairs already/);
    assert.throws(() => filesFor(['page', 'outbox', 'message', 'messages'], read), /There is a room outbox already/);
    assert.throws(() => filesFor(['page', 'Notes', 'note', 'messages'], read), /The room: expected small letters/);
    assert.throws(
      () => filesFor(['page', 'notes', 'note', 'nowhere'], read),
      /The area: expected one of home, messages/,
    );
    assert.throws(() => filesFor(['rooms'], read), /npm run generate/);
  });
});
