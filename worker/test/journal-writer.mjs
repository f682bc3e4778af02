// Writes to a journal until it is killed; says on standard output what a transaction has kept, after the transaction.
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openJournalFile } from '../dist/journal/journal-file.js';
import { SqliteJournal } from '../dist/journal/sqlite-journal.js';

const journal = new SqliteJournal(await openJournalFile(process.argv[2]));
for (;;) {
  const jobs = Array.from({ length: 20 }, () => {
    return {
      id: randomUUID(),
      attempt: 1,
      channel: 'a',
      to: '+1',
      text: 'x',
      encoding: 'gsm7',
      segments: 1,
      expires_at: null,
    };
  });
  journal.accept({ fence: 1, jobs }, Date.now());
  writeSync(1, jobs.map(({ id }) => `accepted ${id}\n`).join(''));
  journal.record(
    jobs
      .slice(0, 10)
      .map(({ id, attempt }) => ({ kind: 'change', event: { type: 'delivered', id, attempt, at: Date.now() } })),
  );
  writeSync(
    1,
    jobs
      .slice(0, 10)
      .map(({ id }) => `delivered ${id}\n`)
      .join(''),
  );
}
