import { LiveHandshake } from '@signalbox/contracts/live';
import { type Credentials, credentialsOf } from '../../platform/common/credentials.js';

/** What of a Socket.IO handshake says who is there. */
export interface Handshake {
  /** Clients of Engine.IO 3 have none. */
  auth?: unknown;
  headers: Record<string, string | string[] | undefined>;
  query: Record<string, unknown>;
}

/** What a client shows, wherever: the most deliberate counts. Null is nothing at all. */
export interface Shown {
  credentials: Credentials | null;
  batch: boolean;
}

const InQuery = LiveHandshake.pick({ token: true, api_key: true });

/** @throws ZodError on what can be neither a token nor a key */
export function shownBy({ auth, headers, query }: Handshake): Shown {
  const { token, api_key, batch = false } = LiveHandshake.parse(auth ?? {});
  const head = credentialsOf(headers);
  // Browsers set no headers on a WebSocket, and Engine.IO 3 has no place of its own for credentials.
  const asked = InQuery.parse(query);
  const credentials = {
    token: bare(token ?? head.token ?? asked.token),
    apiKey: api_key ?? head.apiKey ?? asked.api_key,
  };
  const isNothing = credentials.token === undefined && credentials.apiKey === undefined;
  return { credentials: isNothing ? null : credentials, batch };
}

/** Without the word that belongs into a header. */
const bare = (token: string | undefined): string | undefined => token?.replace(/^Bearer +/i, '');
