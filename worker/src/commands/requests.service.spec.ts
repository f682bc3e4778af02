import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { ReplyPacket, type RequestPacket } from '@signalbox/contracts/bus';
import type { Driver, DriverRequest } from '../drivers/driver.js';
import { RequestsService, type RequestsOptions } from './requests.service.js';

const SESSION = randomUUID();
const FENCE = 7;
const WITHIN_MS = 40_000;
/** The worker ran for so long when it said the state that the server measures by. */
const UPTIME_MS = 1_000_000;
const WALL_MS = 1_700_000_000_000;
/** The server had that state for so long when it asked. */
const AGO_MS = 20_000;

const since = { session: SESSION, at: WALL_MS, uptime_ms: UPTIME_MS, ago_ms: AGO_MS };
const request = (over: Partial<RequestPacket>): RequestPacket => {
  const age = { fence: FENCE, within_ms: WITHIN_MS, since };
  return { v: 1, id: randomUUID(), type: 'balance', channel: 'sim-1', argument: null, ...age, ...over };
};

describe('RequestsService', () => {
  const replies: ReplyPacket[] = [];
  const asked: DriverRequest[] = [];
  let answer: (request: DriverRequest) => Promise<string> = () => Promise.resolve('KES 5.00');
  const driver: Pick<Driver, 'request'> = {
    request: (its) => {
      asked.push(its);
      return answer(its);
    },
  };
  const reply = (packet: ReplyPacket): Promise<void> => {
    replies.push(ReplyPacket.parse(packet));
    return Promise.resolve();
  };
  /** What the worker's clocks say has passed since it said its state. */
  let passed = { uptime: AGO_MS, wall: AGO_MS };
  const clocks = { uptime: () => UPTIME_MS + passed.uptime, wall: () => WALL_MS + passed.wall };
  const pass = (uptime: number, wall = uptime) => (passed = { uptime: AGO_MS + uptime, wall: AGO_MS + wall });
  beforeEach(() => {
    Logger.overrideLogger(false);
    pass(0);
    answer = () => Promise.resolve('KES 5.00');
  });

  afterEach(() => void Logger.overrideLogger(['error']));

  const journal = { fence: FENCE };
  const inbound = { tellWaiting: () => Promise.resolve(2) };
  const serviceWith = (more: Partial<RequestsOptions> = {}) =>
    new RequestsService(driver, { session: SESSION, journal, reply, inbound, answerMs: 40, clocks, ...more });
  const ask = async (packet: RequestPacket, service = serviceWith()) => {
    replies.length = 0;
    asked.length = 0;
    service.take(packet);
    for (let i = 0; i < 40 && replies.length === 0; i += 1) await new Promise((resolve) => setTimeout(resolve, 5));
    return replies;
  };

  it('answers with the id of the question', async () => {
    const balance = request({});
    expect(await ask(balance)).toEqual([{ v: 1, id: balance.id, ok: true, result: 'KES 5.00' }]);
  });

  it('answers a ping itself', async () => {
    expect(await ask(request({ type: 'ping', channel: null }))).toMatchObject([{ ok: true, result: 'pong' }]);
    expect(asked).toEqual([]);
  });

  it('has messages told that miss parts, and says how many', async () => {
    expect(await ask(request({ type: 'parts', channel: null }))).toMatchObject([{ ok: true, result: '2' }]);
    expect(asked).toEqual([]);
  });

  it('says why it has no answer', async () => {
    expect(await ask(request({ channel: null }))).toMatchObject([{ ok: false, result: 'balance needs a channel' }]);
    expect(await ask(request({ type: 'ussd' }))).toMatchObject([{ ok: false, result: 'ussd needs a code' }]);
    answer = () => Promise.reject(new Error('no signal'));
    expect(await ask(request({}))).toMatchObject([{ ok: false, result: 'no signal' }]);
    answer = () => new Promise(() => undefined);
    expect(await ask(request({}))).toMatchObject([{ ok: false, result: 'no answer within 0.04 s' }]);
  });

  it('cuts an answer to what a reply may hold', async () => {
    answer = () => Promise.resolve('x'.repeat(2000));
    expect((await ask(request({})))[0]?.result).toHaveLength(1000);
  });

  it('does not ask twice when a packet comes twice', async () => {
    answer = () => Promise.resolve('once');
    const service = serviceWith();
    const twice = request({ type: 'ussd', argument: '*144#' });
    await ask(twice, service);
    service.take(twice);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(asked).toHaveLength(1);
    expect(replies).toHaveLength(1);
  });

  describe('is not done', () => {
    const refused = async (packet: RequestPacket, why: RegExp, service?: RequestsService) => {
      const replies = await ask(packet, service);
      expect(replies).toEqual([expect.objectContaining({ ok: false, result: expect.stringMatching(why) })]);
      expect(asked).toEqual([]);
    };
    const dial = { type: 'ussd' as const, argument: '*144#' };
    const tooLate = /too late/;

    it.each(['ussd', 'balance', 'restart', 'test', 'signal', 'report', 'ping'] as const)(
      'when nobody waits for it any more: %s',
      async (type) => {
        pass(WITHIN_MS);
        await refused(request({ type, argument: '*144#' }), tooLate);
      },
    );

    it('when so much of the waiting has passed that the answer would come after its end', async () => {
      pass(WITHIN_MS / 4 - 1);
      expect(await ask(request(dial))).toMatchObject([{ ok: true }]);
      pass(WITHIN_MS / 4);
      await refused(request(dial), tooLate);
    });

    it('whichever of the worker’s clocks stood still or was set back meanwhile', async () => {
      pass(0, WITHIN_MS);
      await refused(request(dial), tooLate);
      pass(WITHIN_MS, -3_600_000);
      await refused(request(dial), tooLate);
    });

    it('when it was asked of another session of this worker, however young it seems', async () => {
      await refused(request({ ...dial, since: { ...since, session: randomUUID() } }), /began anew/);
    });

    it('when a server asks that was replaced', async () => {
      await refused(request({ ...dial, fence: FENCE - 1 }), /was replaced/);
      expect(await ask(request({ ...dial, fence: FENCE + 1 }))).toMatchObject([{ ok: true }]);
    });

    it('when an older server does not say when it asked, and it could come too late', async () => {
      const old = { fence: undefined, since: undefined, within_ms: undefined };
      for (const type of ['ussd', 'balance', 'restart'] as const) {
        await refused(request({ ...old, type, argument: '*1#' }), /older than this worker/);
      }
      for (const type of ['ping', 'signal', 'test', 'report'] as const) {
        expect(await ask(request({ ...old, type }))).toMatchObject([{ ok: true }]);
      }
    });

    it('and the server is told a state anew, that it may have had late', async () => {
      let told = 0;
      pass(WITHIN_MS);
      await refused(request(dial), tooLate, serviceWith({ late: () => (told += 1) }));
      expect(told).toBe(1);
    });

    it('when its turn comes too late, however early it was taken', async () => {
      let begin: (() => void) | undefined;
      answer = (its) => {
        begin = its.begin;
        return new Promise(() => undefined);
      };
      const service = serviceWith({ answerMs: 400 });
      await Promise.race([ask(request(dial), service), until(() => begin !== undefined)]);
      // The process stood still.
      pass(WITHIN_MS / 4);
      expect(begin).toThrow(tooLate);
      pass(0);
      expect(begin).not.toThrow();
      // A second try at the same code, another way.
      pass(WITHIN_MS - 1);
      expect(begin).not.toThrow();
      pass(WITHIN_MS);
      expect(begin).toThrow(tooLate);
    });

    it('when its turn comes after it was answered', async () => {
      let begin: (() => void) | undefined;
      answer = (its) => {
        begin = its.begin;
        return new Promise(() => undefined);
      };
      expect(await ask(request(dial))).toMatchObject([{ ok: false, result: 'no answer within 0.04 s' }]);
      expect(begin).toThrow(tooLate);
    });
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
