import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { channelWith } from '../../../../test/channels.js';
import type { ChannelsService } from '../../../messaging/sim-cards/channels.service.js';
import type { WorkerRequestsService } from '../../../platform/modem-bus/worker-requests.service.js';
import type { ScheduleService } from '../../../platform/schedule/schedule.service.js';
import type { AlertRuleRepository } from '../rules/alert-rule.repository.js';
import type { AlertFactsRepository, BalanceFact } from './alert-facts.repository.js';
import { BalancesService } from './balances.service.js';

const HOUR = 3_600_000;

describe('balances', () => {
  let now: number;
  let answer: () => Promise<string>;
  let asked: number[];
  let kept: Map<number, BalanceFact>;

  beforeAll(() => {
    Logger.overrideLogger(false);
    jest.spyOn(Date, 'now').mockImplementation(() => now);
  });
  afterAll(() => void jest.restoreAllMocks());
  beforeEach(() => {
    now = Date.UTC(2026, 10, 30, 9);
    answer = () => Promise.resolve('KES 40.00');
    asked = [];
    kept = new Map();
  });

  /** Asks of three channels, the last of them offline. @param subjects of the one rule; null is none */
  function askAll(subjects: string[] | null): Promise<void> {
    const channels = [1, 2, 3].map((id) => channelWith({ id }));
    if (channels[2]) channels[2].online = false;
    const rules = subjects === null ? [] : [{ kind: 'low_balance', subjects }];
    const facts = {
      balances: () => Promise.resolve([...kept.values()]),
      keepBalance: (fact: BalanceFact) => Promise.resolve(void kept.set(fact.channelId, fact)),
    };
    const requests = {
      ask: (_: string, { channel }: { channel: string }) => {
        asked.push(Number(channel.slice(4)));
        return answer();
      },
    };
    const service = new BalancesService(
      { enabled: () => Promise.resolve(rules) } as unknown as AlertRuleRepository,
      facts as unknown as AlertFactsRepository,
      { all: channels } as unknown as ChannelsService,
      requests as unknown as WorkerRequestsService,
      { add: () => undefined } as unknown as ScheduleService,
    );
    return service.askAll(new AbortController().signal);
  }

  it('are asked of channels that a rule is about, while they are online', async () => {
    await askAll(null);
    expect(asked).toEqual([]);
    await askAll(['2', '3']);
    expect(asked).toEqual([2]);
    expect(kept.get(2)).toEqual({ channelId: 2, balance: 40, answer: 'KES 40.00', at: now });
  });

  it('are asked again after six hours, and of who came to be asked at once', async () => {
    await askAll(['2']);
    now += 5 * HOUR;
    await askAll([]);
    expect(asked).toEqual([2, 1]);
    now += HOUR;
    await askAll([]);
    expect(asked).toEqual([2, 1, 2]);
  });

  it('stay where there is no answer, and that is asked no oftener', async () => {
    await askAll(['1']);
    now += 6 * HOUR;
    answer = () => Promise.reject(new Error('Worker local did not answer.'));
    await askAll(['1']);
    await askAll(['1']);
    expect(asked).toEqual([1, 1]);
    expect(kept.get(1)).toEqual({ channelId: 1, balance: 40, answer: 'Worker local did not answer.', at: now });
  });
});
