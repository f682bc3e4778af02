import { type LookupAddress, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

/** A connection that is not made. */
export class OutboundRefused extends Error {}

/** The system's resolver, or one of a test. */
export type Resolve = (
  host: string,
  options: { all: true; family?: number },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * A resolver for connections, which fails with `OutboundRefused` when any address of a host is refused: what is checked is
 * the very answer that the connection is made to.
 * @param refusalOf why an address is not connected to; null when it is
 */
export const checkedLookup =
  (refusalOf: (address: string) => string | null, resolve: Resolve = lookup): LookupFunction =>
  (host, { family, all }, done) => {
    const numeric = family === 'IPv4' ? 4 : family === 'IPv6' ? 6 : family;
    resolve(host, { all: true, family: numeric }, (error, addresses) => {
      const [first] = addresses ?? [];
      const refusal = (addresses ?? []).map(({ address }) => refusalOf(address)).find(Boolean);
      const failure = error ?? (refusal ? new OutboundRefused(`${host}: ${refusal}`) : null);
      if (failure || !first) done(failure ?? new OutboundRefused(`${host} has no address`), '', 4);
      else if (all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
