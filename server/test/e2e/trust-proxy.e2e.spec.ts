import { Logger } from '@nestjs/common';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { TestApp } from '../app.js';

const LOGINS = ['/api/v1/auth/login', '/api/auth', '/signin', '/login'];

describe('an address that a caller makes up', () => {
  let app: TestApp;
  afterEach(async () => {
    jest.restoreAllMocks();
    await app?.stop();
  });

  /** The statuses of wrong sign-ins, each with an X-Forwarded-For of its own, over all doors in turn. */
  const statuses = async (count: number, forwarded: (attempt: number) => string): Promise<number[]> => {
    const all: number[] = [];
    for (let attempt = 0; attempt < count; attempt++) {
      const client = app.anonymous.with({ 'x-forwarded-for': forwarded(attempt) });
      const body = { identifier: `nobody${attempt}`, username: `nobody${attempt}`, password: 'a wrong password' };
      const path = LOGINS[attempt % LOGINS.length] ?? '';
      const { identifier, username, password } = body;
      const named = path === '/api/v1/auth/login' || path === '/signin' ? { identifier } : { username };
      all.push((await client.post(path, { ...named, password })).status);
    }
    return all;
  };
  const made = (attempt: number) => `198.51.100.${attempt}`;

  it.each(['false', 'true', '1', 'loopback'])(
    'is no way round the limit of sign-ins with TRUST_PROXY=%s',
    async (setting) => {
      const warn = jest.spyOn(Logger.prototype, 'warn');
      app = await TestApp.start({ TRUST_PROXY: setting, SIGN_IN_RATE_PER_MINUTE: '5' });
      // Whoever wrote it for a longer row of proxies is told at the start what it means.
      const told = warn.mock.calls.filter(([line]) => /^TRUST_PROXY: true means one proxy/.test(String(line)));
      expect(told).toHaveLength(setting === 'true' ? 1 : 0);
      const behind = setting === 'false' ? made : (attempt: number) => `${made(attempt)}, 203.0.113.7`;
      const [first, second, third, fourth, , ...rest] = await statuses(8, behind);
      // The administrator of the test came in from the same address, where no proxy is.
      expect([first, second, third, fourth]).not.toContain(429);
      expect(rest).toEqual([429, 429, 429]);
      // Somebody else, as the proxy says.
      if (setting !== 'false') expect(await statuses(1, () => '203.0.113.8')).not.toContain(429);
    },
  );
});
