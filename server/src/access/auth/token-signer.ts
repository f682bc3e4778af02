import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Which of some secrets signed a token (JWS compact form, HS256; RFC 7515, clause 5.2): while one is replaced there are two.
 * The last where none did; what checks the token says so then.
 */
export function signerOf(token: string, secrets: readonly string[]): string {
  const last = secrets.at(-1) ?? '';
  if (secrets.length < 2) return last;
  const at = token.lastIndexOf('.');
  const shown = Buffer.from(token.slice(at + 1), 'base64url');
  const signed = (secret: string): boolean => {
    const expected = createHmac('sha256', secret).update(token.slice(0, at)).digest();
    return expected.length === shown.length && timingSafeEqual(expected, shown);
  };
  return secrets.find(signed) ?? last;
}
