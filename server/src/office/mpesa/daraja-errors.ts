import { z } from 'zod';

/** M-Pesa said no, in its own form: what was asked for was not done. */
export class DarajaError extends Error {
  constructor(
    readonly code: string,
    readonly text: string,
  ) {
    super(`M-Pesa refused: ${text} (${code})`);
  }
}

/** Nothing of a request has left. */
export class NotSent extends Error {}

const Refusal = z.object({ errorCode: z.string().min(1).max(32), errorMessage: z.string().max(500).default('') });
/** Of a push or a registration that was not taken. */
const Answer = z.object({ ResponseCode: z.coerce.string(), ResponseDescription: z.string().max(500).default('') });

/** The refusal in an answer; null where it is none in M-Pesa's form. */
export function errorOf(status: number, text: string): DarajaError | null {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  const refusal = Refusal.safeParse(body);
  if (refusal.success) return new DarajaError(refusal.data.errorCode, refusal.data.errorMessage);
  const answer = Answer.safeParse(body);
  // Of a registration "0" comes as "00000000", too.
  if (answer.success && !/^0+$/.test(answer.data.ResponseCode)) {
    return new DarajaError(answer.data.ResponseCode, answer.data.ResponseDescription);
  }
  return status === 401 || status === 400 ? new DarajaError(String(status), 'the credentials are wrong') : null;
}

const BEFORE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Whether a request failed before its first octet was sent. */
export function isNotSent(error: unknown): boolean {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const codes = [cause, ...(cause instanceof AggregateError ? (cause.errors as unknown[]) : [])].map((one) =>
    typeof one === 'object' && one !== null && 'code' in one ? String(one.code) : '',
  );
  return codes.some((code) => BEFORE.has(code));
}
