import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WorkerEvent } from '@signalbox/contracts/bus';
import { z } from 'zod';
import { openJournalFile } from '../src/journal/journal-file.js';
import { SqliteJournal } from '../src/journal/sqlite-journal.js';

describe('a journal whose process is killed with -9', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-journal-kill-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('has every transaction that had returned, whole, and numbers on', async () => {
    const states = new Map<string, string>();
    let highest = 0;
    for (const ms of [60, 130, 210]) {
      const writer = spawn(process.execPath, [join(import.meta.dirname, 'journal-writer.mjs'), folder], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let said = '';
      writer.stdout.on('data', (data) => (said += String(data)));
      // Some transactions, however slow the machine.
      while (said.split('\n').length < 100) await once(writer.stdout, 'data');
      setTimeout(() => writer.kill('SIGKILL'), ms);
      await once(writer, 'close');
      for (const line of said.split('\n').filter(Boolean)) {
        const [state, id] = line.split(' ');
        if (state && id) states.set(id, state);
      }

      const journal = new SqliteJournal(await openJournalFile(folder));
      const events: WorkerEvent[] = [];
      for (let packet = journal.packetAfter(0); packet; packet = journal.packetAfter(packet.last)) {
        events.push(...z.array(WorkerEvent).parse(JSON.parse(packet.events)));
      }
      const numbers = events.map(({ seq }) => seq);
      expect(numbers).toEqual(numbers.map((_, i) => (numbers[0] ?? 0) + i));
      expect(numbers.at(-1)).toBeGreaterThan(highest);
      highest = numbers.at(-1) ?? 0;

      const told = new Set(events.map(({ id }) => id));
      const unfinished = new Set(journal.unfinished().map(({ job }) => job.id));
      for (const [id, state] of states) {
        if (state === 'delivered') expect(told.has(id)).toBe(true);
        else expect(told.has(id) || unfinished.has(id)).toBe(true);
      }
      for (const id of told) expect(unfinished.has(id)).toBe(false);
      journal.close();
    }
    expect(states.size).toBeGreaterThan(100);
  });
});
