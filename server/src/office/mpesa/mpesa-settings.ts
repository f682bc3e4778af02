import { createHash } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import { KEPT_SECRET, type MpesaSettings, type MpesaSettingsChange } from '@signalbox/contracts/office/mpesa';
import { isoTimeOrNull } from '../../platform/common/clock.js';
import { defined } from '../../platform/common/defined.js';
import { Invalid } from '../../platform/common/errors.js';

/** What is stored as it is shown. */
export interface Shown {
  baseUrl: string | null;
  type: 'paybill' | 'till';
  shortcode: string | null;
  till: string | null;
  c2bVersion: 'v1' | 'v2';
  c2bResponse: 'Completed' | 'Cancelled';
  callbackAddresses: string[];
  /** SHA-256 of the token in the addresses of C2B, as hex: it is known by that though no seal opens any more. */
  tokenHash: string | null;
  /** Epoch milliseconds. */
  registeredAt: number | null;
}

/** What is stored sealed; empty where it is not set. */
export interface Hidden {
  consumerKey: string;
  consumerSecret: string;
  passkey: string;
  token: string;
}

export interface Stored {
  shown: Shown;
  hidden: Hidden;
}

export const NONE: Stored = {
  shown: {
    baseUrl: null,
    type: 'paybill',
    shortcode: null,
    till: null,
    c2bVersion: 'v2',
    c2bResponse: 'Completed',
    callbackAddresses: [],
    tokenHash: null,
    registeredAt: null,
  },
  hidden: { consumerKey: '', consumerSecret: '', passkey: '', token: '' },
};

/** All that a request to M-Pesa needs. */
export interface Account {
  baseUrl: string;
  type: 'paybill' | 'till';
  shortcode: string;
  /** Where the money goes: the till's own number, or the shortcode. */
  partyB: string;
  consumerKey: string;
  consumerSecret: string;
  passkey: string;
}

/** What tells the tokens of two accounts apart. */
export const accountKeyOf = ({ baseUrl, consumerKey, consumerSecret }: Account): string =>
  createHash('sha256').update([baseUrl, consumerKey, consumerSecret].join('\n')).digest('hex');

/** By the names that people are told. @param isReached whether others reach this server: `PUBLIC_URL` */
export function missingOf({ shown, hidden }: Stored, isReached: boolean): string[] {
  const given = {
    base_url: shown.baseUrl,
    shortcode: shown.shortcode,
    till: shown.type === 'till' ? shown.till : 'none is needed',
    consumer_key: hidden.consumerKey,
    consumer_secret: hidden.consumerSecret,
    passkey: hidden.passkey,
    PUBLIC_URL: isReached ? 'set' : null,
  };
  return Object.entries(given).flatMap(([name, value]) => (value ? [] : [name]));
}

/** @throws Invalid naming what is missing, in one sentence as old clients show it */
export function accountOf(stored: Stored, isReached: boolean): Account {
  const missing = missingOf(stored, isReached);
  if (missing.length > 0) throw new Invalid([], `M-Pesa settings are missing: ${missing.join(', ')}`);
  const { baseUrl, type, shortcode, till } = stored.shown;
  const { consumerKey, consumerSecret, passkey } = stored.hidden;
  const partyB = (type === 'till' ? till : shortcode) ?? '';
  return { baseUrl: baseUrl ?? '', type, shortcode: shortcode ?? '', partyB, consumerKey, consumerSecret, passkey };
}

export function viewOf(stored: Stored, isReached: boolean): MpesaSettings {
  const { shown, hidden } = stored;
  const mask = (secret: string): string | null => (secret === '' ? null : KEPT_SECRET);
  return {
    base_url: shown.baseUrl,
    type: shown.type,
    shortcode: shown.shortcode,
    till: shown.till,
    consumer_key: mask(hidden.consumerKey),
    consumer_secret: mask(hidden.consumerSecret),
    passkey: mask(hidden.passkey),
    c2b_version: shown.c2bVersion,
    c2b_response: shown.c2bResponse,
    callback_addresses: shown.callbackAddresses,
    missing: missingOf(stored, isReached),
    c2b_registered_at: isoTimeOrNull(shown.registeredAt),
  };
}

/** @throws Invalid on an address that is not to be asked, or none to be called from */
export function changed({ shown, hidden }: Stored, change: MpesaSettingsChange): Stored {
  const { base_url: baseUrl, callback_addresses: callbackAddresses } = change;
  if (typeof baseUrl === 'string') requireBaseUrl(baseUrl);
  if (callbackAddresses) addressesOf(callbackAddresses);
  const secret = (given: string | null | undefined, before: string): string =>
    given === undefined || given === KEPT_SECRET ? before : (given ?? '').trim();
  return {
    shown: {
      ...shown,
      ...defined({
        baseUrl: baseUrl?.replace(/\/+$/, '') ?? baseUrl,
        type: change.type,
        shortcode: change.shortcode,
        till: change.till,
        c2bVersion: change.c2b_version,
        c2bResponse: change.c2b_response,
        callbackAddresses,
      }),
    },
    hidden: {
      ...hidden,
      consumerKey: secret(change.consumer_key, hidden.consumerKey),
      consumerSecret: secret(change.consumer_secret, hidden.consumerSecret),
      passkey: secret(change.passkey, hidden.passkey),
    },
  };
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function requireBaseUrl(text: string): void {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isPlain = url !== null && url.username + url.password + url.search + url.hash === '';
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname));
  if (isPlain && isSafe) return;
  throw Invalid.field('base_url', 'expected an address such as https://api.safaricom.co.ke');
}

/** @throws Invalid naming the field */
export function addressesOf(list: readonly string[]): BlockList {
  const known = new BlockList();
  for (const [index, text] of list.entries()) {
    const [address = '', prefix] = text.split('/');
    const family = isIP(address);
    const bits = Number(prefix ?? (family === 6 ? 128 : 32));
    if (family === 0 || !/^\d{1,3}$/.test(prefix ?? '0') || bits > (family === 6 ? 128 : 32)) {
      throw Invalid.field(`callback_addresses.${index}`, 'expected an address or a range, such as 196.201.214.0/24');
    }
    known.addSubnet(address, bits, family === 6 ? 'ipv6' : 'ipv4');
  }
  return known;
}

/** Whether a callback may come from there. */
export function isAllowedFrom(list: readonly string[], address: string): boolean {
  if (list.length === 0) return true;
  const plain = address.replace(/^::ffff:/, '');
  const family = isIP(plain);
  return family !== 0 && addressesOf(list).check(plain, family === 6 ? 'ipv6' : 'ipv4');
}
