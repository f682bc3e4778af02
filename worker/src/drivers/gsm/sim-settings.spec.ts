import { describe, expect, it } from '@jest/globals';
import { GsmSettings } from './gsm-settings.js';
import { flawOf, simSettings } from './sim-settings.js';

describe('the settings of a SIM card', () => {
  const settings = GsmSettings.parse({
    sims: {
      default: { rate_per_minute: 6, daily_cap: 100 },
      '63902': { rate_per_minute: 12 },
      '310260': { rate_per_minute: 20 },
      '89254020000000000018': { daily_cap: 5, pin: '1234' },
    },
  });

  it('are its own, then its operator’s, then the default ones', () => {
    expect(simSettings(settings, { iccid: '89254020000000000018', imsi: '639020000000001' })).toEqual({
      rate_per_minute: 12,
      daily_cap: 5,
      pin: '1234',
    });
    expect(simSettings(settings, { iccid: null })).toEqual({ rate_per_minute: 6, daily_cap: 100 });
    expect(simSettings(settings, { iccid: 'x', imsi: '310260123456789' }).rate_per_minute).toBe(20);
  });

  it.each([
    [{ ports: ['ttyUSB0'] }, 'a device file'],
    [{ ports: ['tcp://host'] }, 'a device file'],
    [{ sims: { default: { pin: '12' } } }, '4 to 8 digits'],
    [{ sims: { somebody: {} } }, 'ICCID'],
  ])('are refused when they are wrong: %j', (given, expected) => {
    expect(JSON.stringify(GsmSettings.safeParse(given).error?.issues)).toContain(expected);
  });

  it('may have an expression that cannot be used, and say so', () => {
    const asked = (expression: string) => ({ code: '*144#', expression });
    const { sims } = GsmSettings.parse({
      sims: { default: { balance: asked('(?<=KES )(.*)'), own_number: asked('x') } },
    });
    expect(flawOf(sims.default ?? {})).toBe(
      'balance.expression is not used: expected no lookahead or lookbehind; ' +
        'own_number.expression is not used: expected one group in parentheses',
    );
    expect(flawOf({ balance: asked('KES (.*)') })).toBeNull();
  });

  it('take devices and serial servers', () => {
    const ports = ['/dev/ttyUSB0', 'tcp://10.0.0.1:7001', 'tcp://[::1]:7001', 'COM3', '/run/modem'];
    expect(GsmSettings.parse({ ports }).ports).toEqual(ports);
  });
});
