import { BlockList, isIP } from 'node:net';

/** Addresses that may be reached although they are private, and at which port; null is any. */
export interface AllowedAddresses {
  list: BlockList;
  family: 'ipv4' | 'ipv6';
  port: number | null;
}

const ENTRY = /^(?:\[([0-9a-f:.]+)(?:\/(\d{1,3}))?\]|([0-9.]+)(?:\/(\d{1,2}))?)(?::(\d{1,5}))?$/i;
const BARE_IPV6 = /^([0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*)(?:\/(\d{1,3}))?$/i;

/**
 * Reads a list with commas: `10.0.0.5`, `10.0.0.0/8`, `10.0.0.5:8080`, `fd00::/8`, `[fd00::1]:8080`.
 * @returns null when an entry is none of these
 */
export function allowedAddressesOf(list: string): AllowedAddresses[] | null {
  const entries = list.split(',').map((entry) => entryOf(entry.trim()));
  return entries.every((entry) => entry !== null) ? entries : null;
}

function entryOf(text: string): AllowedAddresses | null {
  const [, six, sixBits, four, fourBits, portText] = ENTRY.exec(text) ?? [];
  const [, bare, bareBits] = BARE_IPV6.exec(text) ?? [];
  const address = four ?? six ?? bare ?? '';
  const bits = fourBits ?? sixBits ?? bareBits;
  const port = portText === undefined ? null : Number(portText);
  const version = isIP(address);
  const family = version === 4 ? 'ipv4' : 'ipv6';
  if (version === 0 || (port !== null && (port < 1 || port > 65_535))) return null;
  const width = version === 4 ? 32 : 128;
  if (bits !== undefined && Number(bits) > width) return null;
  const allowed = new BlockList();
  allowed.addSubnet(address, bits === undefined ? width : Number(bits), family);
  return { list: allowed, family, port };
}
