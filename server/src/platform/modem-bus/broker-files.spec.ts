import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { writeBrokerFiles } from './broker-files.js';
import { fitsBrokerPassword } from './broker-password.js';

const server = { username: 'server', password: 'correct horse' };

describe("the broker's files", () => {
  let folder: string;
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'signalbox-broker-')), 'below', 'it');
  });
  afterEach(() => rmSync(join(folder, '..', '..'), { recursive: true }));

  const text = (name: string) => readFileSync(join(folder, name), 'utf8');
  const inodes = () => readdirSync(folder).map((name) => statSync(join(folder, name)).ino);
  const modes = () => readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777);

  it('are made with their folder, for their owner only, and hold no password', async () => {
    expect(await writeBrokerFiles(folder, server, [['w1', '$7$a']])).toEqual(['acl', 'passwords']);
    expect(readdirSync(folder).sort()).toEqual(['acl', 'passwords']);
    expect(modes()).toEqual([0o600, 0o600]);
    expect(text('acl')).toContain('user worker.w1\n');
    const [first = '', second] = text('passwords').split('\n');
    expect(await fitsBrokerPassword(first.slice('server:'.length), server.password)).toBe(true);
    expect(second).toBe('worker.w1:$7$a');
    expect(text('passwords')).not.toContain(server.password);
  });

  it('are left alone when they say what is true', async () => {
    await writeBrokerFiles(folder, server, [['w1', '$7$a']]);
    const before = inodes();
    chmodSync(join(folder, 'passwords'), 0o644);
    expect(await writeBrokerFiles(folder, server, [['w1', '$7$a']])).toEqual([]);
    expect(inodes()).toEqual(before);
    expect(modes()).toEqual([0o600, 0o600]);
  });

  it('change as far as there is something new', async () => {
    await writeBrokerFiles(folder, server, [['w1', '$7$a']]);
    const line = text('passwords').split('\n')[0];
    expect(await writeBrokerFiles(folder, server, [['w1', '$7$b']])).toEqual(['passwords']);
    expect(text('passwords')).toBe(`${line}\nworker.w1:$7$b\n`);
    expect(await writeBrokerFiles(folder, { ...server, password: 'another' }, [['w1', '$7$b']])).toEqual(['passwords']);
    expect(text('passwords').split('\n')[0]).not.toBe(line);
    expect(await writeBrokerFiles(folder, server, [])).toEqual(['acl', 'passwords']);
    expect(text('acl')).not.toContain('worker.w1');
  });

  it('leave nothing behind when they cannot be written', async () => {
    await expect(writeBrokerFiles('/dev/null/there', server, [])).rejects.toMatchObject({ code: 'ENOTDIR' });
    await writeBrokerFiles(folder, server, []);
    rmSync(join(folder, 'acl'));
    writeFileSync(join(folder, 'other'), '');
    await writeBrokerFiles(folder, server, []);
    expect(readdirSync(folder).sort()).toEqual(['acl', 'other', 'passwords']);
  });
});
