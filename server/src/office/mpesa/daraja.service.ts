import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { DomainError } from '../../platform/common/errors.js';
import { INVALID_TOKEN, passwordOf, timestampOf } from './daraja.js';
import { DarajaError, NotSent, errorOf, isNotSent } from './daraja-errors.js';
import { type Account, accountKeyOf } from './mpesa-settings.js';

const TOKEN_MS = 10_000;
const CALL_MS = 20_000;
/** So long before its end a token is not used any more. */
const EARLY_MS = 60_000;
const MOST_OCTETS = 65_536;

const Token = z.object({ access_token: z.string().min(1).max(4096), expires_in: z.coerce.number().min(1) });
const Pushed = z.object({
  MerchantRequestID: z.string().max(64).default(''),
  CheckoutRequestID: z.string().min(1).max(64),
  ResponseCode: z.coerce.string(),
  ResponseDescription: z.string().max(500).default(''),
});
export type Pushed = z.infer<typeof Pushed>;
const Queried = z.object({ ResultCode: z.coerce.string(), ResultDesc: z.coerce.string().default('') });
const Registered = z.object({
  ResponseCode: z.coerce.string().optional(),
  ResponseDescription: z.string().default(''),
});

/** What a phone is asked for. */
export interface PushRequest {
  /** Whole units. */
  amount: number;
  /** E.164. */
  phone: string;
  reference: string;
  callbackUrl: string;
}

/** Safaricom's Daraja over HTTP. What cannot be known to have been done is told apart from what was not. */
@Injectable()
export class DarajaService {
  private token: { of: string; value: string; until: number } | null = null;
  private asking: { of: string; token: Promise<string> } | null = null;

  /** Fetches a token. @throws DarajaError, NotSent; another error when there is no answer */
  async try(account: Account): Promise<void> {
    this.token = null;
    await this.tokenOf(account);
  }

  /** @throws DarajaError when it was refused, NotSent when nothing left; another error: nobody knows */
  async push(account: Account, { amount, phone, reference, callbackUrl }: PushRequest): Promise<Pushed> {
    const msisdn = phone.replace('+', '');
    return this.post(account, '/mpesa/stkpush/v1/processrequest', Pushed, (timestamp) => ({
      BusinessShortCode: account.shortcode,
      Password: passwordOf(account.shortcode, account.passkey, timestamp),
      Timestamp: timestamp,
      TransactionType: account.type === 'till' ? 'CustomerBuyGoodsOnline' : 'CustomerPayBillOnline',
      Amount: String(amount),
      PartyA: msisdn,
      PartyB: account.partyB,
      PhoneNumber: msisdn,
      CallBackURL: callbackUrl,
      AccountReference: reference,
      TransactionDesc: 'Payment',
    }));
  }

  /** What became of a push. @throws DarajaError, or another error */
  async query(account: Account, shortcode: string, checkoutId: string): Promise<{ code: string; text: string }> {
    const answer = await this.post(account, '/mpesa/stkpushquery/v1/query', Queried, (timestamp) => ({
      BusinessShortCode: shortcode,
      Password: passwordOf(shortcode, account.passkey, timestamp),
      Timestamp: timestamp,
      CheckoutRequestID: checkoutId,
    }));
    return { code: answer.ResultCode.trim(), text: answer.ResultDesc };
  }

  /** Where payments to the shortcode are told. @throws DarajaError, or another error */
  async register(account: Account, version: 'v1' | 'v2', body: Record<string, string>): Promise<string> {
    const answer = await this.post(account, `/mpesa/c2b/${version}/registerurl`, Registered, () => body);
    return answer.ResponseDescription;
  }

  private async post<T>(
    account: Account,
    path: string,
    schema: z.ZodType<T>,
    body: (timestamp: string) => object,
  ): Promise<T> {
    try {
      return await this.postOnce(account, path, schema, body);
    } catch (error) {
      // Refused before anything was done.
      if (!(error instanceof DarajaError) || error.code !== INVALID_TOKEN) throw error;
      this.token = null;
      return this.postOnce(account, path, schema, body);
    }
  }

  private async postOnce<T>(
    account: Account,
    path: string,
    schema: z.ZodType<T>,
    body: (timestamp: string) => object,
  ): Promise<T> {
    const token = await this.tokenOf(account).catch((error: unknown) => {
      throw error instanceof DarajaError ? error : new NotSent('M-Pesa gave no token');
    });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const text = JSON.stringify(body(timestampOf(Date.now())));
    return ask(`${account.baseUrl}${path}`, { method: 'POST', headers, body: text }, CALL_MS, schema);
  }

  private async tokenOf(account: Account): Promise<string> {
    const of = accountKeyOf(account);
    if (this.token?.of === of && this.token.until > performance.now()) return this.token.value;
    if (this.asking?.of === of) return this.asking.token;
    const token = this.fetchToken(account, of);
    this.asking = { of, token };
    return token.finally(() => {
      if (this.asking?.token === token) this.asking = null;
    });
  }

  private async fetchToken(account: Account, of: string): Promise<string> {
    const basic = Buffer.from(`${account.consumerKey}:${account.consumerSecret}`).toString('base64');
    const url = `${account.baseUrl}/oauth/v1/generate?grant_type=client_credentials`;
    const asked = performance.now();
    const answer = await ask(url, { headers: { authorization: `Basic ${basic}` } }, TOKEN_MS, Token);
    this.token = { of, value: answer.access_token, until: asked + answer.expires_in * 1000 - EARLY_MS };
    return answer.access_token;
  }
}

/** @throws DarajaError, NotSent; another error without an answer that is understood */
async function ask<T>(url: string, init: RequestInit, ms: number, schema: z.ZodType<T>): Promise<T> {
  const options = { ...init, redirect: 'error' as const, signal: AbortSignal.timeout(ms) };
  const response = await fetch(url, options).catch((error: unknown) => {
    throw isNotSent(error) ? new NotSent('M-Pesa cannot be reached') : error;
  });
  const text = await bounded(response);
  const refusal = errorOf(response.status, text);
  if (refusal) throw refusal;
  const answer = schema.safeParse(parsed(text));
  if (!response.ok || !answer.success)
    throw new DomainError(502, 'Bad Gateway', `M-Pesa answered ${response.status}, which is not understood.`);
  return answer.data;
}

async function bounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let octets = 0;
  for await (const chunk of response.body ?? []) {
    octets += chunk.length;
    if (octets > MOST_OCTETS) throw new DomainError(502, 'Bad Gateway', 'M-Pesa answered far too much.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
