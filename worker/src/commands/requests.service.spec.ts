import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { ReplyPacket, type RequestPacket } from '@signalbox/contracts/bus';
import type { Driver, DriverRequest } from '../drivers/driver.js';
import { RequestsService } from './requests.service.js';

const request = (over: Partial<RequestPacket>): RequestPacket => {
  return { v: 1, id: randomUUID(), type: 'balance', channel: 'sim-1', argument: null, ...over };
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
  const ask = async (packet: RequestPacket, service = new RequestsService(driver, reply, 40)) => {
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
    const service = new RequestsService(driver, reply, 40);
    const twice = request({ type: 'ussd', argument: '*144#' });
    await ask(twice, service);
    service.take(twice);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(asked).toHaveLength(1);
    expect(replies).toHaveLength(1);
  });
});
