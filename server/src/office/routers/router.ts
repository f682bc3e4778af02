import type { RouterKind, RouterState } from '@signalbox/contracts/office/routers';
import { Invalid } from '../../platform/common/errors.js';

/** What was seen of a router. Times are epoch milliseconds. */
export interface Health {
  checkedAt: number | null;
  lastSeenAt: number | null;
  version: string | null;
  board: string | null;
  /** Seconds. */
  uptime: number | null;
  /** Why the last check failed; null when it did not. */
  error: string | null;
}

/** A MikroTik router that the owner's customers hang on. */
export interface Router extends Health {
  id: number;
  name: string;
  /** An IP address or a host name. */
  address: string;
  /** Null is the protocol's own. */
  port: number | null;
  kind: RouterKind;
  tls: boolean;
  /** SHA-256 of its certificate in capitals, without colons. */
  fingerprint: string | null;
  /** PEM. */
  authority: string | null;
  username: string;
  /** The password, sealed for this row. */
  sealed: string;
  isDefault: boolean;
  createdAt: number;
  updatedAt: number;
}

export type RouterFields = Omit<Router, keyof Health | 'id' | 'sealed' | 'isDefault' | 'updatedAt'>;
/** @param isDefault undefined makes the first one the default */
export type NewRouterRecord = RouterFields & { isDefault: boolean | undefined };
export type RouterPatch = Partial<Omit<Router, keyof Health | 'id' | 'createdAt' | 'updatedAt'>>;

const PORTS: Record<RouterKind, { plain: number; tls: number }> = {
  rest: { plain: 80, tls: 443 },
  api: { plain: 8728, tls: 8729 },
};

/** Where it listens: the port given, or its protocol's. */
export const portOf = ({ port, kind, tls }: Pick<Router, 'port' | 'kind' | 'tls'>): number =>
  port ?? PORTS[kind][tls ? 'tls' : 'plain'];

/**
 * Whoever may change a router must not have its password sent to a place of their own, or in clear, without knowing it.
 * @throws Invalid when a change would, and does not bring it along
 */
export function requirePasswordAgain(before: Router, patch: RouterPatch): void {
  if (patch.sealed !== undefined) return;
  const after = { ...before, ...patch };
  const goesElsewhere = after.address !== before.address || portOf(after) !== portOf(before);
  if (!goesElsewhere && (after.tls || !before.tls)) return;
  throw Invalid.field('password', 'expected the password again: it would go elsewhere, or in clear');
}

/** What nobody trusts by a name of their own, where there is no TLS. @throws Invalid */
export function requireTlsForTrust({
  tls,
  fingerprint,
  authority,
}: Pick<Router, 'tls' | 'fingerprint' | 'authority'>): void {
  if (tls || (fingerprint === null && authority === null)) return;
  const field = fingerprint === null ? 'tls_ca' : 'tls_fingerprint';
  throw Invalid.field(field, 'expected to be left out without tls');
}

export function stateOf({ checkedAt, error }: Pick<Health, 'checkedAt' | 'error'>): RouterState {
  if (checkedAt === null) return 'unknown';
  return error === null ? 'up' : 'down';
}
