/** Who tried to connect, for words that help. */
export interface Caller {
  username?: string;
  clientId: string;
}

/** Return codes of CONNACK, MQTT 3.1.1 clause 3.2.2.3. */
const IDENTIFIER_REJECTED = 2;
const BAD_USER_OR_PASSWORD = 4;
const NOT_AUTHORISED = 5;

/** What Node and OpenSSL call a certificate that nobody they trust has signed. */
const UNTRUSTED = /SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|CERT_(UNTRUSTED|SIGNATURE)/;

/** Why the broker cannot be reached, in words for whoever set the settings; never a password. */
export function linkTrouble(error: Error, { username, clientId }: Caller): string {
  const code = 'code' in error ? error.code : undefined;
  const user = username === undefined ? 'a client without MQTT_USERNAME' : `the user ${username}`;
  if (code === IDENTIFIER_REJECTED) return `the broker refuses ${user} under the client id ${clientId}`;
  if (code === BAD_USER_OR_PASSWORD || code === NOT_AUTHORISED) {
    return `the broker refuses ${user}: MQTT_USERNAME or MQTT_PASSWORD is wrong, or not valid any more`;
  }
  if (typeof code === 'string') {
    if (UNTRUSTED.test(code)) {
      return `the broker's certificate is not trusted (${code}): MQTT_CA_FILE names the file of its authority`;
    }
    if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
      return `the broker's certificate is not valid today (${code})`;
    }
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
      return "the broker's certificate is for another name than the one in MQTT_URL";
    }
    if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'EPROTO' || code.startsWith('ERR_SSL_PACKET')) {
      return 'the broker does not speak TLS at this port: expected mqtt:// in MQTT_URL, or another port';
    }
    // What a broker does to bytes of the other kind, and what is left of one that was killed.
    if (code === 'ECONNRESET') {
      return `${error.message}: when it goes on, the port may want the other one of mqtt:// and mqtts:// in MQTT_URL`;
    }
  }
  return error.message || error.name;
}

/** When a connection ended before the broker let the client in, and nothing said why. */
export const NO_ANSWER =
  'the broker ended the connection without a word, or did not answer: is the port right, and does it want mqtts://?';
