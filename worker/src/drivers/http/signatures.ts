import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { ReportCall } from '@signalbox/contracts/bus';

const isEqual = (given: string, expected: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
};

const isForm = ({ content_type }: ReportCall): boolean => /^application\/x-www-form-urlencoded\b/i.test(content_type);

/** The fields of a form as Twilio signs them: in the order of their names, each name before its values. */
function signedFields(body: string): string {
  const form = new URLSearchParams(body);
  return [...new Set(form.keys())]
    .sort()
    .flatMap((name) => [...new Set(form.getAll(name))].sort().map((value) => name + value))
    .join('');
}

/**
 * The addresses by which a provider may know where it called: proxies change scheme, host and port on the way, and whoever
 * cannot sign gains nothing by naming another one.
 * @param known the whole address as the provider was told it
 */
function addressesOf({ path = '', hosts = [] }: ReportCall, known: string | undefined): string[] {
  const told = known !== undefined && URL.canParse(known) ? [known, new URL(path || '/', known).href] : [];
  const bare = hosts.map((host) => host.replace(/:\d+$/, ''));
  const seen = [...new Set([...hosts, ...bare])].flatMap((host) => [
    `https://${host}${path}`,
    `http://${host}${path}`,
    `https://${host.replace(/:\d+$/, '')}:443${path}`,
    `http://${host.replace(/:\d+$/, '')}:80${path}`,
  ]);
  return [...new Set([...told, ...seen])];
}

/**
 * Whether Twilio signed a call (https://www.twilio.com/docs/usage/security): X-Twilio-Signature is HMAC-SHA1 in base64, by
 * the account's token, of the address and the fields of a form; of another body the query has the SHA-256.
 * @param known the address as Twilio was told it
 */
export function isSignedByTwilio(call: ReportCall, token: string, known?: string): boolean {
  const given = call.headers?.['x-twilio-signature'] ?? '';
  const digest = call.query.bodySHA256;
  if (!isForm(call) && call.body !== '' && digest !== createHash('sha256').update(call.body).digest('hex'))
    return false;
  const fields = isForm(call) ? signedFields(call.body) : '';
  return addressesOf(call, known).some((address) =>
    isEqual(given, createHmac('sha1', token).update(address).update(fields).digest('base64')),
  );
}

/** Whether a phone's app signed a call: X-Signature is HMAC-SHA256 in hex of the body and X-Timestamp behind it. */
export function isSignedByApp({ body, headers = {} }: ReportCall, key: string): boolean {
  const expected = createHmac('sha256', key)
    .update(body)
    .update(headers['x-timestamp'] ?? '')
    .digest('hex');
  return isEqual((headers['x-signature'] ?? '').toLowerCase(), expected);
}
