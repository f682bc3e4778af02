import { Unavailable } from '../../../platform/common/errors.js';
import { plainLine } from './values.js';
import { Malformed } from './words.js';

/** 503: a router that cannot be asked, or answers otherwise than one. */
export class RouterTrouble extends Unavailable {
  constructor(
    readonly router: string,
    /** Without its name, as it is kept. */
    readonly reason: string,
    /** The certificate that it showed and that is not trusted. */
    readonly fingerprint: string | null = null,
  ) {
    super(`Router ${router}: ${reason}`, 5);
  }
}

/** Why a router cannot be asked, before anybody knows which one it was. */
export class Refusal extends Error {
  constructor(
    reason: string,
    readonly fingerprint: string | null = null,
  ) {
    super(reason);
  }
}

const WORDS: Readonly<Record<string, string>> = {
  ABORT_ERR: 'it did not answer in time',
  ECONNREFUSED: 'it refuses the connection: is the service on, at this port?',
  ECONNRESET: 'it closed the connection',
  EPIPE: 'it closed the connection',
  EHOSTUNREACH: 'no way leads to it',
  ENETUNREACH: 'no way leads to it',
  ENOTFOUND: 'nobody knows its name',
  EAI_AGAIN: 'names cannot be looked up at the moment',
  ETIMEDOUT: 'it did not answer in time',
};

/** What went wrong, for people; nothing of ours, and of the router's own words one line. */
export function reasonOf(error: unknown): string {
  const { code, name, message } = error as NodeJS.ErrnoException;
  if (name === 'AbortError' || name === 'TimeoutError') return 'it did not answer in time';
  if (error instanceof Malformed) return `it speaks otherwise than the binary API: ${message}`;
  const words = code === undefined ? undefined : WORDS[code];
  if (words !== undefined) return words;
  if (code?.startsWith('HPE_')) return 'it answers otherwise than a REST service: is this its port?';
  if (code?.startsWith('ERR_SSL')) return 'it does not speak TLS here, or another TLS: is this its port?';
  return plainLine(message, 200);
}
