import { beforeEach, describe, expect, it } from '@jest/globals';
import { ProviderChannel } from '@signalbox/contracts/providers';
import type { ChannelState } from '@signalbox/contracts/bus';
import { ProviderDriver } from '../drivers/provider-driver.js';
import type { Journal } from '../journal/journal.js';
import { AccountsService } from './accounts.service.js';

/** Shows which accounts it holds. */
class Holder extends ProviderDriver {
  readonly held: string[][] = [];
  constructor(readonly name: ProviderChannel['driver']) {
    super();
  }
  hold(accounts: readonly ProviderChannel[]): void {
    this.held.push(accounts.map(({ key, sender }) => (sender === null ? key : `${key} ${sender}`)));
  }
  start(): Promise<void> {
    return Promise.resolve();
  }
  stop(): Promise<void> {
    return Promise.resolve();
  }
  channels(): ChannelState[] {
    return [];
  }
  submit(): void {
    throw new Error('nothing is sent here');
  }
  follow(): void {
    throw new Error('nothing is sent here');
  }
  request(): Promise<string> {
    return Promise.reject(new Error('nothing is asked here'));
  }
}

const smpp = (name: string, sender: string | null = null): ProviderChannel =>
  ProviderChannel.parse({
    driver: 'smpp',
    key: `smpp:${name}`,
    sender,
    settings: { host: 'smsc.example', system_id: 'me' },
  });
const http = (name: string): ProviderChannel =>
  ProviderChannel.parse({
    driver: 'http',
    key: `http:${name}`,
    settings: { profile: 'advanta', partner_id: '1' },
    secrets: { api_key: 'a' },
  });
const word = (fence: number, ...providers: ProviderChannel[]) => ({ v: 1 as const, fence, providers });

/** A journal that has seen a fence. */
function serverOf(fence: number): Pick<Journal, 'admit'> {
  let newest = fence;
  return {
    admit: (shown) => {
      if (shown < newest) return false;
      newest = shown;
      return true;
    },
  };
}

describe('the accounts of a worker', () => {
  let drivers: [Holder, Holder];
  beforeEach(() => {
    drivers = [new Holder('smpp'), new Holder('http')];
  });
  /** What each driver was told last. */
  const held = () => drivers.map((driver) => driver.held.at(-1));

  it('of its own file are there before any server is', () => {
    new AccountsService([smpp('own'), http('own')], drivers, serverOf(0)).begin();
    expect(held()).toEqual([['smpp:own'], ['http:own']]);
  });

  it('that the server tells come to those of the file, each to its driver', () => {
    const accounts = new AccountsService([smpp('own')], drivers, serverOf(0));
    accounts.begin();
    accounts.take(word(1, http('a'), smpp('b')));
    expect(held()).toEqual([['smpp:own', 'smpp:b'], ['http:a']]);
  });

  it('that the server tells no more are closed, those of the file never', () => {
    const accounts = new AccountsService([smpp('own')], drivers, serverOf(0));
    accounts.take(word(1, http('a'), smpp('b')));
    accounts.take(word(1));
    expect(held()).toEqual([['smpp:own'], []]);
  });

  it('stay as the file has them when the server has the same key', () => {
    const accounts = new AccountsService([smpp('own', 'FILE')], drivers, serverOf(0));
    accounts.take(word(1, smpp('own', 'SERVER')));
    expect(held()).toEqual([['smpp:own FILE'], []]);
  });

  it('are not changed by a server that was replaced', () => {
    const accounts = new AccountsService([], drivers, serverOf(0));
    accounts.take(word(7, smpp('new')));
    accounts.take(word(6, smpp('old')));
    expect(held()).toEqual([['smpp:new'], []]);
    accounts.take(word(7, smpp('newer')));
    expect(held()).toEqual([['smpp:newer'], []]);
  });

  it('are not changed by a server that was replaced before a restart of the worker', () => {
    const accounts = new AccountsService([smpp('own')], drivers, serverOf(7));
    accounts.begin();
    accounts.take(word(6, http('old')));
    expect(held()).toEqual([['smpp:own'], []]);
    accounts.take(word(7, http('new')));
    expect(held()).toEqual([['smpp:own'], ['http:new']]);
  });
});
