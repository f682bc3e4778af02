import { z } from 'zod';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Where others reach this server, without a slash at the end. In the clear only on this machine. */
export const PublicUrl = z
  .string()
  .refine((text) => isPublicUrl(text), 'expected an address that others reach, such as https://sms.example.com')
  .transform((text) => text.replace(/\/+$/, ''));

function isPublicUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  if (username + password + search + hash !== '' || text.length > 200) return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}
