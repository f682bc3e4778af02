const REASONS: Record<string, string> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name cannot be looked up now',
  ETIMEDOUT: 'the host does not answer',
  EHOSTUNREACH: 'the host cannot be reached',
  DEPTH_ZERO_SELF_SIGNED_CERT: "the SMSC's certificate is not trusted",
  SELF_SIGNED_CERT_IN_CHAIN: "the SMSC's certificate is not trusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the SMSC's certificate is not trusted",
  CERT_HAS_EXPIRED: "the SMSC's certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "the SMSC's certificate is for another name",
};

/** Why a connection failed, in words and with the system's code. */
export function wordsOf(error: NodeJS.ErrnoException): string {
  const code = error.code ?? '';
  const words = REASONS[code] ?? (code.startsWith('ERR_SSL') ? 'the TLS handshake failed' : 'the connection failed');
  return code ? `${words} (${code})` : words;
}
