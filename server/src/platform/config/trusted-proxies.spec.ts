import { describe, expect, it } from '@jest/globals';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { TrustedProxies, trustOf } from './trusted-proxies.js';

const CLIENT = '203.0.113.7';
const PROXY = '10.0.0.5';

/** Who is taken for the client of a request that came from an address with this X-Forwarded-For. */
async function clientOf(setting: string, remoteAddress: string, forwarded?: string): Promise<string> {
  const server = new FastifyAdapter({ trustProxy: trustOf(setting) ?? false }).getInstance();
  server.get('/', (request) => Promise.resolve(request.ip));
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  const { body } = await server.inject({ url: '/', remoteAddress, headers });
  return body;
}

describe('TRUST_PROXY', () => {
  it.each<[setting: string, from: string, forwarded: string | undefined, client: string]>([
    ['false', PROXY, CLIENT, PROXY],
    ['true', PROXY, CLIENT, CLIENT],
    ['true', PROXY, undefined, PROXY],
    ['true', PROXY, `1.2.3.4, ${CLIENT}`, CLIENT],
    ['1', PROXY, `1.2.3.4, 5.6.7.8, ${CLIENT}`, CLIENT],
    ['2', PROXY, `1.2.3.4, ${CLIENT}, 10.0.0.6`, CLIENT],
    ['10.0.0.0/8, loopback', PROXY, `1.2.3.4, ${CLIENT}, 10.0.0.6`, CLIENT],
    ['10.0.0.0/8', PROXY, `10.9.9.9, ${CLIENT}`, CLIENT],
    [PROXY, '10.0.0.9', `1.2.3.4, ${CLIENT}`, '10.0.0.9'],
    ['loopback', '127.0.0.1', CLIENT, CLIENT],
    ['fd00::/8', 'fd00::1', `1.2.3.4, ${CLIENT}`, CLIENT],
  ])('%s, asked by %s with %s: the client is %s', async (setting, from, forwarded, client) => {
    expect(await clientOf(setting, from, forwarded)).toBe(client);
  });

  it.each([
    '',
    'yes',
    '0',
    '33',
    '-1',
    '1.5',
    '10.0.0',
    '10.0.0.0/33',
    '10.0.0.0/8/8',
    '::/129',
    'proxy.example',
    '1,',
  ])('refuses %j', (text) => {
    expect(TrustedProxies.safeParse(text).success).toBe(false);
  });
});
