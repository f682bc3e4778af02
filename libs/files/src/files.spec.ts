import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { diskTrouble } from './disk-trouble.js';
import { FileWatch } from './file-watch.js';
import { makeFolder } from './make-folder.js';
import { narrow } from './private-files.js';
import { replaceFile } from './replace-file.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe('a folder', () => {
  it('is made with those above it, for its owner only, and may be there already', () => {
    const path = join(folder, 'one', 'two', 'three');
    makeFolder(path);
    makeFolder(path);
    expect([path, join(folder, 'one')].map(modeOf)).toEqual([0o700, 0o700]);
  });

  it('that is there keeps its mode', () => {
    mkdirSync(join(folder, 'shared'), { mode: 0o755 });
    chmodSync(join(folder, 'shared'), 0o755);
    makeFolder(join(folder, 'shared'));
    expect(modeOf(join(folder, 'shared'))).toBe(0o755);
  });

  it('cannot be where a file is', () => {
    writeFileSync(join(folder, 'file'), '');
    for (const path of [join(folder, 'file'), join(folder, 'file', 'below')]) {
      expect(() => makeFolder(path)).toThrow(expect.objectContaining({ code: 'ENOTDIR' }));
    }
  });

  it('cannot be where nothing can be made, which is said at once', () => {
    // Of its own process, which can be ended when it does not end by itself.
    const module = JSON.stringify(join(import.meta.dirname, 'make-folder.ts'));
    for (const path of ['/proc/x', '/proc/x/y/z', './data']) {
      const script = `
        const { makeFolder } = await import(${module});
        const { mkdirSync, rmdirSync } = await import('node:fs');
        const gone = ${JSON.stringify(join(folder, 'gone'))};
        mkdirSync(gone);
        process.chdir(gone);
        rmdirSync(gone);
        try { makeFolder(${JSON.stringify(path)}); } catch (error) { process.stdout.write(error.code); }`;
      const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { timeout: 20_000 });
      expect({ path, answer: String(stdout) }).toEqual({ path, answer: 'ENOENT' });
    }
  });
});

describe('files that others can read', () => {
  it('are theirs no longer, those in folders too, and links are left alone', () => {
    const [database, uploads, other] = ['a.sqlite', 'uploads', 'other'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    for (const file of [database, other]) writeFileSync(file, '');
    mkdirSync(uploads);
    writeFileSync(join(uploads, 'list.upload'), '');
    symlinkSync(other, join(uploads, 'link'));
    for (const path of [database, other, join(uploads, 'list.upload')]) chmodSync(path, 0o664);
    chmodSync(uploads, 0o755);
    expect(narrow([database, uploads, join(folder, 'none')])).toEqual([]);
    expect([database, uploads, join(uploads, 'list.upload'), other].map(modeOf)).toEqual([0o600, 0o700, 0o600, 0o664]);
  });
});

describe('a file that is replaced', () => {
  it('is for its owner only, whatever a crash left beside it', () => {
    const file = join(folder, 'below', 'secrets.json');
    replaceFile(file, 'one');
    writeFileSync(`${file}.new`, 'half of ano');
    chmodSync(`${file}.new`, 0o644);
    replaceFile(file, 'two ÿ');
    expect([readFileSync(file, 'utf8'), modeOf(file), existsSync(`${file}.new`)]).toEqual(['two ÿ', 0o600, false]);
  });
});

describe('a watch over files', () => {
  async function told(change: (file: string) => void): Promise<string[]> {
    const file = join(folder, 'database');
    writeFileSync(file, 'x');
    const gone: string[] = [];
    const watch = new FileWatch([file, join(folder, 'later')], (path) => gone.push(path), 5);
    try {
      change(file);
      await wait(60);
      return gone.map((path) => path.slice(folder.length + 1));
    } finally {
      watch.close();
    }
  }

  it.each<[string, (file: string) => void, string[]]>([
    ['removed', (file) => rmSync(file), ['database']],
    [
      'replaced',
      (file) => {
        writeFileSync(`${file}.copy`, 'x');
        renameSync(`${file}.copy`, file);
      },
      ['database'],
    ],
    ['written to', (file) => writeFileSync(file, 'more'), []],
    ['joined by one that comes later', () => writeFileSync(join(folder, 'later'), ''), []],
  ])('tells once that one is %s', async (_, change, expected) => {
    expect(await told(change)).toEqual(expected);
  });
});

describe('a disk that takes nothing', () => {
  const failure = (code: string, cause?: Error) => Object.assign(new Error('failed', { cause }), { code });
  it.each([
    ['SQLITE_FULL', 'the disk is full'],
    ['ENOSPC', 'the disk is full'],
    ['ER_RECORD_FILE_FULL', 'the disk is full'],
    ['SQLITE_READONLY_DBMOVED', 'it can only be read'],
    ['EROFS', 'it can only be read'],
    ['ER_OPTION_PREVENTS_STATEMENT', 'it can only be read'],
    ['SQLITE_IOERR_WRITE', 'the disk fails'],
  ])('is known by %s, also as a cause', (code, reason) => {
    expect(diskTrouble(failure(code))).toBe(reason);
    expect(diskTrouble(failure('OTHER', failure(code)))).toBe(reason);
  });

  it('is not what every error means', () => {
    expect([diskTrouble(failure('SQLITE_CONSTRAINT_UNIQUE')), diskTrouble('full'), diskTrouble(null)]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
