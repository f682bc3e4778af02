import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { folderSeen, roomSeen, timeZoneSeen } from './machine.js';

const MB = 1024 ** 2;

it('says how much of a disk is free, and what to do before it is full', () => {
  const seen = [99, 500, 2000].map((free) => roomSeen(free * MB, 4000 * MB));
  expect(seen.map(({ state, found }) => [state, found])).toEqual([
    ['wrong', '99 MB of 3.9 GB are free'],
    ['note', '500 MB of 3.9 GB are free'],
    ['ok', '2.0 GB of 3.9 GB are free'],
  ]);
  expect(seen.map(({ advice }) => advice?.split(' ').slice(0, 2).join(' '))).toEqual([
    'Nothing more',
    'Make room',
    undefined,
  ]);
});

it('says whether the data folder can be used, or made', () => {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-doctor-'));
  try {
    writeFileSync(join(folder, 'file'), '');
    const states = ['', 'missing/one', 'file', 'file/one'].map((name) => folderSeen(join(folder, name))[0]?.state);
    expect(states).toEqual(['ok', 'note', 'wrong', 'wrong']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('names a time zone that is nobody’s choice', () => {
  expect(['UTC', 'Africa/Nairobi'].map((zone) => timeZoneSeen(zone).state)).toEqual(['note', 'ok']);
});
