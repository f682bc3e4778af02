import { BlockList, isIP, type LookupFunction } from 'node:net';
import { isListedHost, SPECIAL_RANGES } from '@signalbox/contracts/outbound-hosts';
import { checkedLookup, type Resolve } from '@signalbox/transport/checked-lookup';
import type { AllowedAddresses } from './allowed-addresses.js';

type Family = 'ipv4' | 'ipv6';
const familyOf = (address: string): Family => (isIP(address) === 4 ? 'ipv4' : 'ipv6');

/** A list for each family: Node's would take every IPv4 address for one of ::ffff:0:0/96. */
const special: Record<Family, BlockList> = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const range of SPECIAL_RANGES) {
  const [address = '', bits] = range.split('/');
  special[familyOf(address)].addSubnet(address, Number(bits), familyOf(address));
}

/**
 * Decides whom HTTP providers' requests may reach: hosts that are listed, at addresses that are public or allowed. The
 * address is checked when the connection is made, with the very answer of the resolver that it is made to.
 */
export class OutboundGuard {
  constructor(
    private readonly hosts: readonly string[],
    private readonly allowed: readonly AllowedAddresses[],
    private readonly resolve?: Resolve,
  ) {}

  /** Why requests to a host are not made; null when they are. */
  refusalOfHost(host: string): string | null {
    return isListedHost(host, this.hosts) ? null : `${host} is not among the hosts that HTTP_ALLOWED_HOSTS lists`;
  }

  /** Why an address is not connected to; null when it is. */
  refusalOfAddress(address: string, port: number): string | null {
    const [plain = ''] = address.split('%');
    const family = familyOf(plain);
    const isPublic = isIP(plain) !== 0 && !special[family].check(plain, family);
    if (isPublic || this.allowed.some((entry) => matches(entry, plain, port))) return null;
    return `${address} is not a public address, and not one that HTTP_ALLOWED_PRIVATE lists`;
  }

  /**
   * The same for a host that is an address itself, which no resolver sees. Null for a name.
   * @param host as a URL has it, IPv6 in brackets
   */
  refusalOfLiteral(host: string, port: number): string | null {
    const address = host.replace(/^\[|\]$/g, '');
    return isIP(address) === 0 ? null : this.refusalOfAddress(address, port);
  }

  /** A resolver for connections to a port, which fails with `OutboundRefused` when any address of a host is refused. */
  lookupFor(port: number): LookupFunction {
    return checkedLookup((address) => this.refusalOfAddress(address, port), this.resolve);
  }
}

function matches({ list, family, port: only }: AllowedAddresses, address: string, port: number): boolean {
  return (only === null || only === port) && family === familyOf(address) && list.check(address, family);
}
