import { isIP } from 'node:net';
import { z } from 'zod';

const NAMES = new Set(['loopback', 'linklocal', 'uniquelocal']);
const MAX_HOPS = 32;

/** Whether the address that is so many hops away (0 is who is connected) is a proxy that says the truth. */
type Trust = (address: string, hop: number) => boolean;

/** How many proxies stand before the server, or which; as it was written. */
export const TrustedProxies = z
  .string()
  .refine(
    (text) => trustOf(text) !== null,
    'expected false, true, how many proxies there are (1 to 32), or their addresses with commas: ' +
      '10.0.0.5, 10.1.0.0/16, loopback, linklocal, uniquelocal',
  );

/**
 * Whom to believe what X-Forwarded-For says, as Fastify takes it. Each proxy writes behind what it was told who told it, so
 * that only the entries from the right are true, as many as there are proxies: `true` is one. Null when the text is none.
 */
export function trustOf(text: string): false | Trust | string[] | null {
  const said = text.trim();
  if (said === 'false') return false;
  if (said === 'true') return within(1);
  if (/^\d+$/.test(said)) {
    const hops = Number(said);
    return hops >= 1 && hops <= MAX_HOPS ? within(hops) : null;
  }
  const addresses = said.split(',').map((address) => address.trim());
  return addresses.every((address) => NAMES.has(address) || isNetwork(address)) ? addresses : null;
}

const within =
  (hops: number): Trust =>
  (_, hop) =>
    hop < hops;

/** An address, or one with the length of its prefix (RFC 4632). */
function isNetwork(text: string): boolean {
  const [address = '', length, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (version === 4 ? 32 : 128));
}
