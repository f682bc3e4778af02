import { z } from 'zod';
import { Flag, Timestamp, freeText } from '../common.js';

/** How a router is spoken to: RouterOS 7 over REST, earlier ones over their binary API. */
export const ROUTER_KINDS = ['rest', 'api'] as const;
export const RouterKind = z.enum(ROUTER_KINDS, `expected ${ROUTER_KINDS.join(', ')}`);
export type RouterKind = z.infer<typeof RouterKind>;

/** `unknown` until somebody has asked it. */
export const ROUTER_STATES = ['unknown', 'up', 'down'] as const;
export const RouterState = z.enum(ROUTER_STATES);
export type RouterState = z.infer<typeof RouterState>;

const EXPECTED_ADDRESS = 'expected an IP address or a host name, without a scheme or a port';
const NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i;
const IPV6 = /^[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*$/i;
const Address = z
  .string('expected text')
  .max(253, EXPECTED_ADDRESS)
  .refine((text) => NAME.test(text) || IPV6.test(text), EXPECTED_ADDRESS);

const EXPECTED_PRINT = 'expected the SHA-256 of the certificate: 64 hexadecimal digits, with colons or without';
/** Kept without colons, in capitals. */
const Fingerprint = z
  .string(EXPECTED_PRINT)
  .max(95, EXPECTED_PRINT)
  .transform((text) => text.replaceAll(':', '').toUpperCase())
  .refine((text) => /^[0-9A-F]{64}$/.test(text), EXPECTED_PRINT);

const EXPECTED_CA = 'expected certificates as PEM text of at most 16000 characters';
const Authority = z
  .string(EXPECTED_CA)
  .max(16_000, EXPECTED_CA)
  .refine((text) => /^\s*-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----\s*$/.test(text), EXPECTED_CA);

/** No control characters, which a line of either protocol could be ended by. */
const credential = (max: number) =>
  z
    .string('expected text')
    .min(1, 'expected at least 1 character')
    .max(max, `expected at most ${max} characters`)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'expected no control characters');
/** Basic authentication ends a name at its first colon, RFC 7617. */
const RouterUser = credential(64).refine((text) => !text.includes(':'), 'expected no colon');

const details = {
  /** Null is the protocol's own: 443 or 80, 8729 or 8728. */
  port: z.int().min(1).max(65_535).nullable().optional(),
  tls: z.boolean().optional(),
  /** The certificate that it must show, whoever signed it. */
  tls_fingerprint: Fingerprint.nullable().optional(),
  /** Who must have signed it; null is whom this server trusts. */
  tls_ca: Authority.nullable().optional(),
  /** The one that is asked where none is named; there is one at most. */
  is_default: z.boolean().optional(),
};

/** `POST /api/v1/routers`. The first is the default unless it says otherwise. */
export const NewRouter = z.strictObject({
  name: freeText(64),
  address: Address,
  kind: RouterKind.default('rest'),
  username: RouterUser,
  password: credential(128),
  ...details,
});
export type NewRouter = z.infer<typeof NewRouter>;

/** `PATCH /api/v1/routers/{id}`: what is left out stays. */
export const RouterChange = z.strictObject({
  name: freeText(64).optional(),
  address: Address.optional(),
  kind: RouterKind.optional(),
  username: RouterUser.optional(),
  /** Wanted again with whatever would send it elsewhere, or in clear. */
  password: credential(128).optional(),
  ...details,
});
export type RouterChange = z.infer<typeof RouterChange>;

export const RouterHealth = z.object({
  state: RouterState,
  checked_at: Timestamp.nullable(),
  last_seen_at: Timestamp.nullable(),
  /** Of RouterOS, as when it was last seen, such as `7.15.3 (stable)`. */
  version: z.string().nullable(),
  board: z.string().nullable(),
  /** Seconds. */
  uptime: z.int().nullable(),
  /** Why it is down. */
  error: z.string().nullable(),
});
export type RouterHealth = z.infer<typeof RouterHealth>;

/** Never with its password. */
export const Router = z.object({
  id: z.int(),
  name: z.string(),
  address: z.string(),
  kind: RouterKind,
  /** The one that is connected to. */
  port: z.int(),
  tls: z.boolean(),
  tls_fingerprint: z.string().nullable(),
  tls_ca: z.string().nullable(),
  username: z.string(),
  is_default: z.boolean(),
  health: RouterHealth,
  created_at: Timestamp,
  updated_at: Timestamp,
});
export type Router = z.infer<typeof Router>;

/** `POST /api/v1/routers/{id}/test`: what came of asking it now. */
export const RouterTest = z.object({
  ok: z.boolean(),
  health: RouterHealth,
  /** The certificate that it shows and that is not trusted: to be compared with the router's own, and named. */
  fingerprint: z.string().nullable(),
});
export type RouterTest = z.infer<typeof RouterTest>;

/** A counter of octets: a number, or text above 2^53. */
export const Octets = z.union([z.int(), z.string().regex(/^\d{16,20}$/)]);
export type Octets = z.infer<typeof Octets>;

export const RouterInterface = z.object({
  name: z.string(),
  type: z.string().nullable(),
  comment: z.string().nullable(),
  running: z.boolean(),
  disabled: z.boolean(),
  rx_bytes: Octets,
  tx_bytes: Octets,
  /** Bits a second between two readings; null where a counter began anew, or there was one reading only. */
  rx_rate: z.number().nullable(),
  tx_rate: z.number().nullable(),
});
export type RouterInterface = z.infer<typeof RouterInterface>;

/** The query of a router's interfaces; rates take two readings, a second apart. */
export const RouterInterfacesQuery = z.strictObject({ rates: Flag.default(true) });
export type RouterInterfacesQuery = z.infer<typeof RouterInterfacesQuery>;

/** `GET /api/v1/routers/{id}/interfaces`. */
export const RouterInterfaces = z.object({ data: z.array(RouterInterface), read_at: Timestamp });
export type RouterInterfaces = z.infer<typeof RouterInterfaces>;
