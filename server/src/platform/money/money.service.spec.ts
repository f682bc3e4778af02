import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from '../config/config.js';
import type { InstallationRepository } from '../config/installation.repository.js';
import { openMoney } from './money.service.js';

const open = (env: Record<string, string>, kept: string | null = null) =>
  openMoney(readConfig(env), { find: () => Promise.resolve(kept) } as unknown as InstallationRepository);

describe('the currency of an installation', () => {
  it.each([
    [{}, 'KES'],
    [{ DEFAULT_COUNTRY: 'UG' }, 'UGX'],
    [{ DEFAULT_COUNTRY: 'UG', CURRENCY: 'USD' }, 'USD'],
  ])('with %j is %s', async (env, code) => {
    expect((await open(env)).currency.code).toBe(code);
  });

  it('is refused in one line when there is no such one', async () => {
    await expect(open({ CURRENCY: 'QQQ' })).rejects.toThrow(/^CURRENCY: expected an ISO 4217 code in use, got QQQ$/);
    await expect(open({ DEFAULT_COUNTRY: 'ZZ' })).rejects.toThrow(ConfigError);
    expect(() => readConfig({ CURRENCY: 'kes' })).toThrow('CURRENCY: expected an ISO 4217 code');
  });

  it('stays the one that the books are kept in', async () => {
    expect((await open({}, 'KES')).currency.code).toBe('KES');
    await expect(open({ CURRENCY: 'USD' }, 'KES')).rejects.toThrow(
      /^CURRENCY: USD, but the books are kept in KES; set CURRENCY=KES$/,
    );
    await expect(open({ DEFAULT_COUNTRY: 'UG' }, 'KES')).rejects.toThrow('as DEFAULT_COUNTRY UG has it');
  });
});

it('an amount that is wrong names its field', async () => {
  const money = await open({});
  expect(money.minorOf('amount', 12.5)).toBe(1250);
  expect([money.numberOf(1250), money.textOf(-1250)]).toEqual([12.5, '-12.50 KES']);
  expect(() => money.positiveOf('amount', 0)).toThrow(
    expect.objectContaining({ status: 400, errors: [{ field: 'amount', message: 'expected an amount above zero' }] }),
  );
});
