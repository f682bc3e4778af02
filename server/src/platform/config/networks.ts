import { BlockList, isIP } from 'node:net';
import { z } from 'zod';

type Family = 'ipv4' | 'ipv6';
const familyOf = (address: string): Family => (isIP(address) === 4 ? 'ipv4' : 'ipv6');

/** Addresses and networks that somebody listed. */
export class Networks {
  /** A list for each family: Node's would take every IPv4 address for one of ::ffff:0:0/96. */
  private readonly lists: Record<Family, BlockList> = { ipv4: new BlockList(), ipv6: new BlockList() };

  /** @throws Error when an entry is no network; see `isNetworkList` */
  constructor(list: string) {
    for (const entry of list.split(',')) {
      const [address = '', length] = entry.trim().split('/');
      const family = familyOf(address);
      this.lists[family].addSubnet(address, length === undefined ? widthOf(family) : Number(length), family);
    }
  }

  /** @param address in numbers; a name is in none of them */
  has(address: string): boolean {
    const [plain = ''] = address.split('%');
    return isIP(plain) !== 0 && this.lists[familyOf(plain)].check(plain, familyOf(plain));
  }
}

/** Whether each network of a list lies in one of another list. @throws Error when an entry is no network */
export const liesWithin = (inner: string, outer: string): boolean =>
  inner.split(',').every((one) => outer.split(',').some((other) => isPartOf(one.trim(), other.trim())));

/** Of one family, no wider, and beginning in it. */
function isPartOf(inner: string, outer: string): boolean {
  const [address = '', length = widthOf(familyOf(address))] = inner.split('/');
  const [place = '', reach = widthOf(familyOf(place))] = outer.split('/');
  return familyOf(address) === familyOf(place) && Number(length) >= Number(reach) && new Networks(outer).has(address);
}

const widthOf = (family: Family): number => (family === 'ipv4' ? 32 : 128);

/** Whether a text is a list with commas of addresses, or of networks with the length of their prefix (RFC 4632). */
export function isNetworkList(text: string): boolean {
  return text.split(',').every((entry) => {
    const [address = '', length, ...rest] = entry.trim().split('/');
    if (isIP(address) === 0 || rest.length > 0) return false;
    return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= widthOf(familyOf(address)));
  });
}

export const NetworkList = z
  .string()
  .refine(isNetworkList, 'expected addresses and networks with commas, such as 10.0.0.5,192.168.0.0/16,fd00::/8');
