import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Json = Record<string, unknown>;
/** What a push comes to: taken, refused with a code, no answer at all, or an answer that is none. */
type PushMood = 'take' | 'refuse' | 'hang up' | 'nonsense' | 'error';
/** What a query says: a result's code, or that it is being processed. */
type QueryMood = string | 'processing' | 'hang up';

interface Pushed {
  checkoutId: string;
  amount: number;
  phone: string;
  callbackUrl: string;
  request: Json;
}

/** A double of Safaricom's Daraja: its real forms over HTTP, and all that goes wrong there. */
export class Daraja {
  push: PushMood = 'take';
  /** By the id of a checkout; paid unless said. */
  readonly results = new Map<string, QueryMood>();
  readonly pushed: Pushed[] = [];
  readonly registered: Json[] = [];
  tokens = 0;
  queries = 0;
  /** The next request with the token that was given is refused: it is over. */
  forgetToken = false;
  /** What stands before the addresses that it was told, and where that is. */
  reach: [from: string, to: string] = ['', ''];
  private made = 0;
  private readonly server = createServer((request, response) => void this.answer(request, response));

  static async start(): Promise<Daraja> {
    const daraja = new Daraja();
    await new Promise<void>((resolve) => daraja.server.listen(0, '127.0.0.1', resolve));
    return daraja;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get settings() {
    const account = { consumer_key: 'consumer', consumer_secret: 'very secret', passkey: 'bfb279' };
    return { base_url: this.url, shortcode: '174379', ...account };
  }

  /** The last that a phone was asked for. */
  get last(): Pushed {
    const last = this.pushed.at(-1);
    if (!last) throw new Error('nothing was pushed');
    return last;
  }

  /** The callback of a push, as Safaricom brings it: where to, and what. */
  callbackOf(
    { checkoutId, callbackUrl, amount, phone }: Pushed,
    receipt: string,
    fields: { code?: number | string; amount?: number } = {},
  ): { url: string; body: Json } {
    const { code = 0 } = fields;
    const Item = [
      { Name: 'Amount', Value: fields.amount ?? amount },
      { Name: 'MpesaReceiptNumber', Value: receipt },
      { Name: 'Balance' },
      { Name: 'TransactionDate', Value: 20_240_115_103_000 },
      { Name: 'PhoneNumber', Value: Number(phone) },
    ];
    const isPaid = String(code) === '0';
    const stkCallback = {
      MerchantRequestID: '29115-34620561-1',
      CheckoutRequestID: checkoutId,
      ResultCode: code,
      ResultDesc: isPaid ? 'The service request is processed successfully.' : 'Request cancelled by user',
      ...(isPaid ? { CallbackMetadata: { Item } } : {}),
    };
    return { url: callbackUrl.replace(...this.reach), body: { Body: { stkCallback } } };
  }

  /** Brings it. @returns the receipt, and the status of the answer */
  async call(push: Pushed, fields: { receipt?: string; code?: number | string; amount?: number } = {}) {
    const { receipt = `R${this.next()}` } = fields;
    const { url, body } = this.callbackOf(push, receipt, fields);
    return { receipt, status: await post(url, body) };
  }

  /** Money to the shortcode, told to the address that was registered. @returns the status of the answer */
  async pay(fields: Json = {}): Promise<{ receipt: string; status: number }> {
    const receipt = String(fields['TransID'] ?? `C${this.next()}`);
    const url = String(this.registered.at(-1)?.['ConfirmationURL']);
    return { receipt, status: await post(url.replace(...this.reach), c2bCall({ TransID: receipt, ...fields })) };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private next(): string {
    return String(++this.made).padStart(9, '0');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const say = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const refuse = (status: number, errorCode: string, errorMessage: string): void =>
      say(status, { requestId: '1', errorCode, errorMessage });
    const { pathname } = new URL(request.url ?? '/', this.url);
    const body = await jsonOf(request);
    if (pathname === '/oauth/v1/generate') {
      const expected = `Basic ${Buffer.from('consumer:very secret').toString('base64')}`;
      if (request.headers.authorization !== expected) return void response.writeHead(400).end();
      return say(200, { access_token: `token-${++this.tokens}`, expires_in: '3599' });
    }
    const isOver = this.forgetToken;
    this.forgetToken = false;
    if (isOver || request.headers.authorization !== `Bearer token-${this.tokens}`) {
      return refuse(404, '404.001.03', 'Invalid Access Token');
    }
    if (pathname === '/mpesa/stkpush/v1/processrequest') return this.takePush(body, say, refuse, request);
    if (pathname === '/mpesa/stkpushquery/v1/query') return this.takeQuery(body, say, refuse, request);
    if (/^\/mpesa\/c2b\/v[12]\/registerurl$/.test(pathname)) {
      this.registered.push(body);
      return say(200, { OriginatorCoversationID: '1', ResponseCode: '0', ResponseDescription: 'Success' });
    }
    response.writeHead(404).end();
  }

  private takePush(body: Json, say: Say, refuse: Refuse, request: IncomingMessage): void {
    if (this.push === 'refuse')
      return refuse(500, '500.001.1001', 'Unable to lock subscriber, a transaction is already in process');
    if (this.push === 'error') return say(500, { fault: 'spike arrest' });
    const checkoutId = `ws_CO_${this.next()}`;
    const { Amount, PhoneNumber, CallBackURL } = body as { Amount: string; PhoneNumber: string; CallBackURL: string };
    this.pushed.push({
      checkoutId,
      amount: Number(Amount),
      phone: PhoneNumber,
      callbackUrl: CallBackURL,
      request: body,
    });
    if (this.push === 'hang up') return void request.socket.destroy();
    if (this.push === 'nonsense') return say(200, 'ok');
    say(200, {
      MerchantRequestID: '29115-34620561-1',
      CheckoutRequestID: checkoutId,
      ResponseCode: '0',
      ResponseDescription: 'Success. Request accepted for processing',
      CustomerMessage: 'Success. Request accepted for processing',
    });
  }

  private takeQuery(body: Json, say: Say, refuse: Refuse, request: IncomingMessage): void {
    this.queries++;
    const id = String(body['CheckoutRequestID']);
    const result = this.results.get(id) ?? '0';
    if (result === 'hang up') return void request.socket.destroy();
    if (result === 'processing') return refuse(500, '500.001.1001', 'The transaction is being processed');
    say(200, {
      ResponseCode: '0',
      ResponseDescription: 'The service request has been accepted successsfully',
      MerchantRequestID: '29115-34620561-1',
      CheckoutRequestID: id,
      ResultCode: result,
      ResultDesc: result === '0' ? 'The service request is processed successfully.' : 'Request cancelled by user',
    });
  }
}

type Say = (status: number, body: unknown) => void;
type Refuse = (status: number, code: string, message: string) => void;

/** What Safaricom brings of money to a shortcode: every value is text. */
export const c2bCall = (fields: Json = {}): Json => ({
  TransactionType: 'Pay Bill',
  TransID: 'RKTQDM7W6S',
  TransTime: '20240115103000',
  TransAmount: '10.00',
  BusinessShortCode: '174379',
  BillRefNumber: '',
  InvoiceNumber: '',
  OrgAccountBalance: '',
  ThirdPartyTransID: '',
  MSISDN: '25470****149',
  FirstName: 'John',
  MiddleName: '',
  LastName: 'Doe',
  ...fields,
});

async function post(url: string, body: unknown): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  await response.arrayBuffer();
  return response.status;
}

async function jsonOf(request: IncomingMessage): Promise<Json> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? {} : (JSON.parse(text) as Json);
}
