import { type LookupAddress, lookup } from 'node:dns';
import { type LookupFunction, isIP } from 'node:net';
import { SPECIAL_RANGES } from '@signalbox/contracts/outbound-hosts';
import { Networks } from '../config/networks.js';

/** A connection that is not made. */
export class OutboundRefused extends Error {}

/** The system's resolver, or one of a test. */
export type Resolve = (
  host: string,
  options: { all: true; family?: number },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

const SPECIAL = new Networks(SPECIAL_RANGES.join(','));

/**
 * Decides what an address that somebody entered may lead to: the public internet, by TLS, and what the installation allows
 * besides. The address is checked when the connection is made, with the very answer of the resolver that it is made to.
 */
export class OutboundGuard {
  /** @param allowed private networks that may be reached, also in the clear */
  constructor(
    private readonly allowed: Networks | null,
    private readonly resolve: Resolve = lookup,
  ) {}

  /** Why an address in numbers is not connected to; null when it is. */
  refusalOfAddress(address: string, isTls: boolean): string | null {
    if (this.allowed?.has(address)) return null;
    if (!isIP(address.split('%')[0] ?? '') || SPECIAL.has(address)) {
      return `${address} is not a public address, and not one that WEBHOOK_ALLOWED_PRIVATE lists`;
    }
    return isTls ? null : `${address} would be spoken to in the clear: only https leads there`;
  }

  /** What can be said of a URL before anything is resolved; null where that is nothing. */
  refusalOfUrl(url: string): string | null {
    if (!URL.canParse(url)) return 'expected an address';
    const { protocol, hostname } = new URL(url);
    const isTls = protocol === 'https:';
    const address = hostname.replace(/^\[|\]$/g, '');
    if (isIP(address) !== 0) {
      const refusal = this.refusalOfAddress(address, isTls);
      return refusal && `expected another address: ${refusal}`;
    }
    return isTls || this.allowed ? null : 'expected an https address';
  }

  /** A resolver for connections, which fails with `OutboundRefused` when any address of a host is refused. */
  lookupFor(isTls: boolean): LookupFunction {
    return (host, { family, all }, done) => {
      const numeric = family === 'IPv4' ? 4 : family === 'IPv6' ? 6 : family;
      this.resolve(host, { all: true, family: numeric }, (error, addresses) => {
        const [first] = addresses ?? [];
        const refusal = (addresses ?? []).map(({ address }) => this.refusalOfAddress(address, isTls)).find(Boolean);
        const failure = error ?? (refusal ? new OutboundRefused(`${host}: ${refusal}`) : null);
        if (failure || !first) done(failure ?? new OutboundRefused(`${host} has no address`), '', 4);
        else if (all) done(null, addresses);
        else done(null, first.address, first.family);
      });
    };
  }
}
