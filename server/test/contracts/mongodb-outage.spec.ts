import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Unavailable } from '../../src/platform/common/errors.js';
import { documentId } from '../../src/platform/common/document-id.js';
import { DocumentProbe } from '../../src/platform/health/health-probe.js';
import { NumberListRepository } from '../../src/campaigns/number-lists/number-list.repository.js';
import { PairRepository } from '../../src/messaging/pairs/pair.repository.js';
import { ProgramRepository } from '../../src/campaigns/programs/program.repository.js';
import { connect } from '../../src/storage/mongo/connection.js';
import { listWith, pairWith, programWith } from '../documents.js';
import { givenBy } from '../services/available.js';
import { describeWith } from '../services/describe-with.js';
import { freePort } from '../services/private-process.js';
import { startMongodb, type TestDocuments } from '../services/mongodb.js';
import { until } from '../until.js';
import { Storage } from './storage.js';

describeWith('mongodb', 'a MongoDB that does not answer', () => {
  let documents: TestDocuments;
  let storage: Storage;
  let folder: string;
  const nothing = () => Promise.resolve();
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'signalbox-outage-'));
    documents = await startMongodb();
    storage = await Storage.open({ DATA_DIR: folder, MONGODB_URI: documents.uri }, nothing);
  });
  afterAll(async () => {
    await storage?.close();
    await documents?.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  /** One operation of each kind; each must say the same while there is no answer. */
  const operations = (): [string, () => Promise<unknown>][] => {
    const [pairs, programs, lists] = [PairRepository, ProgramRepository, NumberListRepository].map((port) =>
      storage.get<PairRepository | ProgramRepository | NumberListRepository>(port),
    ) as [PairRepository, ProgramRepository, NumberListRepository];
    const id = documentId();
    return [
      ['read', () => pairs.all()],
      ['find', () => programs.find(id)],
      ['create', () => programs.create(programWith())],
      ['update', () => pairs.update(id, { active: false })],
      ['update with a version', () => programs.update(id, {}, 0)],
      ['count', () => programs.countUsingList(id)],
      ['store a chunk', () => lists.putChunk(id, 'rows', 0, Buffer.from('x'))],
      ['read a chunk', () => lists.chunk(id, 'rows', 0)],
      ['remove', () => lists.remove(id)],
      ['probe', () => storage.get(DocumentProbe).ping()],
    ];
  };

  const whatBecameOf = (outcome: PromiseSettledResult<unknown>): string => {
    if (outcome.status === 'fulfilled') return 'done';
    return outcome.reason instanceof Unavailable ? 'unavailable' : String(outcome.reason);
  };

  async function expectUnavailable(within: number): Promise<void> {
    const began = Date.now();
    const outcomes = await Promise.allSettled(operations().map(([, work]) => work()));
    const took = Date.now() - began;
    const answers = outcomes.map((outcome, index) => [operations()[index]?.[0], whatBecameOf(outcome)]);
    expect(answers).toEqual(operations().map(([name]) => [name, 'unavailable']));
    expect(took).toBeLessThan(within);
  }

  /** The connection comes back by itself, a moment after the server. */
  const untilAnswered = () =>
    until(() =>
      storage
        .get(DocumentProbe)
        .ping()
        .then(
          () => true,
          () => false,
        ),
    );

  it('answers at first', async () => {
    for (const [, work] of operations()) await work();
  });

  if (givenBy('mongodb') === undefined) {
    it('is told of in time when it is stopped, and has everything when it is back', async () => {
      const pair = pairWith();
      const list = listWith();
      await storage.get(PairRepository).create(pair);
      await storage.get(NumberListRepository).create(list);
      await documents.stop();
      await expectUnavailable(10_000);
      await expectUnavailable(10_000);
      await documents.start();
      await untilAnswered();
      expect(await storage.get(PairRepository).find(pair.id)).toEqual(pair);
      expect(await storage.get(NumberListRepository).find(list.id)).toEqual(list);
    });

    it('is told of in time when it stands still, and works when it goes on', async () => {
      await documents.pause();
      try {
        await expectUnavailable(25_000);
      } finally {
        documents.resume();
      }
      await untilAnswered();
      for (const [, work] of operations()) await work();
    });
  }

  it('stops the start with one line that names it, and shows no password', async () => {
    const uri = `mongodb://ann:hunter2@127.0.0.1:${await freePort()}/sms`;
    const message = await connect(uri, 1_000).then(
      () => 'it connected',
      (error: Error) => error.message,
    );
    expect(message).toMatch(/^MONGODB_URI: MongoDB at 127\.0\.0\.1:\d+ does not answer$/);
  });

  it.each([
    'mongodb://',
    'mongodb://ann:hunter2@',
    'mongodb://ann:hunter2@host:port/x',
    'mongodb://a/?w=majority&tls=perhaps',
    'mongodb://ann:hunter2@127.0.0.1/100%',
  ])('stops the start with one line when the URI is %s', async (uri) => {
    const opening = Storage.open({ DATA_DIR: folder, MONGODB_URI: uri }, nothing);
    const message = await opening.then(
      () => 'it started',
      (error: Error) => error.message,
    );
    expect(message).toMatch(/^MONGODB_URI: expected a connection string/);
    expect(message).not.toContain('hunter2');
  });
});
