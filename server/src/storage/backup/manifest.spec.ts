import { describe, expect, it } from '@jest/globals';
import { differences, newManifest, readManifest } from './manifest.js';

const file = { path: 'signalbox.sqlite', bytes: 3, sha256: 'a'.repeat(64) };
const manifest = newManifest({
  version: '0.1.0',
  node: 'v24.0.0',
  created_at: '2026-01-01T00:00:00.000Z',
  migrations: ['First', 'Second'],
  has_secrets: true,
  files: [file],
});
const known = ['First', 'Second', 'Third'];

describe('the manifest of a backup', () => {
  it('is read again as it was written', () => {
    expect(readManifest(JSON.stringify(manifest), known)).toEqual(manifest);
  });

  it.each([
    ['what is no JSON', '{"form":'],
    ['what is something else', '{"name":"x"}'],
    ['a path that leads out of the folder', JSON.stringify({ ...manifest, files: [{ ...file, path: '../x' }] })],
    ['a path in the middle', JSON.stringify({ ...manifest, files: [{ ...file, path: 'a/../../x' }] })],
    ['an absolute path', JSON.stringify({ ...manifest, files: [{ ...file, path: '/etc/passwd' }] })],
    ['no files', JSON.stringify({ ...manifest, files: [] })],
  ])('refuses %s', (_, text) => {
    expect(() => readManifest(text, known)).toThrow('manifest.json is no backup');
  });

  it.each([
    ['has seen a migration that this one does not know', { ...manifest, migrations: ['First', 'Later'] }, /with Later/],
    ['has another form', { ...manifest, form: 2 }, /newer version \(0\.1\.0\)/],
  ])('refuses one of a newer version, which %s', (_, newer, line) => {
    expect(() => readManifest(JSON.stringify(newer), known)).toThrow(line);
  });

  it('says which file is not as it should be', () => {
    const found = (is?: object) => new Map(is ? [[file.path, { bytes: 3, sha256: file.sha256, ...is }]] : []);
    expect(differences(manifest, found({}))).toEqual([]);
    expect(differences(manifest, found())).toEqual(['signalbox.sqlite is missing']);
    expect(differences(manifest, found({ bytes: 2 }))).toEqual(['signalbox.sqlite has 2 bytes and should have 3']);
    expect(differences(manifest, found({ sha256: 'b'.repeat(64) }))[0]).toContain('is not what it was');
  });
});
