import { describe, expect, it } from 'vitest';
import { channelOf, choiceOf, providerChoice, simChoice } from './channel-choice';

describe('the choice of a channel', () => {
  it('is a SIM card, a provider, or any', () => {
    expect(channelOf(simChoice(3))).toEqual({ sim: 3, provider: null });
    expect(channelOf(providerChoice(9))).toEqual({ sim: null, provider: 9 });
    expect(channelOf('')).toEqual({ sim: null, provider: null });
    expect(channelOf('sim:x')).toEqual({ sim: null, provider: null });
  });

  it.each([
    [undefined, undefined, ''],
    ['3', undefined, 'sim:3'],
    [undefined, '9', 'provider:9'],
    ['3', '9', 'provider:9'],
    ['0', undefined, ''],
    ['nonsense', '-1', ''],
  ])('of an address with sim %o and provider %o is %o', (sim, provider, choice) =>
    expect(choiceOf(sim, provider)).toBe(choice),
  );
});
