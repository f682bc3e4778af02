import { normalizeIp } from '@nestjs/throttler';

/** Longer than any; a proxy can hand on what is none. */
const MAX_ADDRESS = 48;

/** An address as attempts from it are counted: of IPv6, its /64. */
export const addressKey = (address: string): string => (normalizeIp(address) || 'unknown').slice(0, MAX_ADDRESS);
