import { type LookupFunction, isIP } from 'node:net';
import { SPECIAL_RANGES } from '@signalbox/contracts/outbound-hosts';
import { checkedLookup, type Resolve } from '@signalbox/transport/checked-lookup';
import { Networks } from '../config/networks.js';

const SPECIAL = new Networks(SPECIAL_RANGES.join(','));

/**
 * Decides what an address that somebody entered may lead to: the public internet, by TLS, and what the installation allows
 * besides. The address is checked when the connection is made, with the very answer of the resolver that it is made to.
 */
export class OutboundGuard {
  /** @param allowed private networks that may be reached, also in the clear */
  constructor(
    private readonly allowed: Networks | null,
    private readonly resolve?: Resolve,
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
    return checkedLookup((address) => this.refusalOfAddress(address, isTls), this.resolve);
  }
}
