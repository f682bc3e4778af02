import type { RouterHealth as HealthView, Router as RouterView } from '@signalbox/contracts/office/routers';
import { isoTime, isoTimeOrNull } from '../../platform/common/clock.js';
import { type Health, type Router, portOf, stateOf } from './router.js';

export const toHealth = (health: Health): HealthView => ({
  state: stateOf(health),
  checked_at: isoTimeOrNull(health.checkedAt),
  last_seen_at: isoTimeOrNull(health.lastSeenAt),
  version: health.version,
  board: health.board,
  uptime: health.uptime,
  error: health.error,
});

/** As v1 shows it: without its password. */
export const toView = (router: Router): RouterView => ({
  id: router.id,
  name: router.name,
  address: router.address,
  kind: router.kind,
  port: portOf(router),
  tls: router.tls,
  tls_fingerprint: router.fingerprint,
  tls_ca: router.authority,
  username: router.username,
  is_default: router.isDefault,
  health: toHealth(router),
  created_at: isoTime(router.createdAt),
  updated_at: isoTime(router.updatedAt),
});
