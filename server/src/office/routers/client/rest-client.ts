import { Agent, type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import type { Row } from './reply.js';
import { type Credentials, MAX_ANSWER, MAX_ROWS, type Menu, type RouterClient } from './router-client.js';
import { Refusal } from './router-trouble.js';
import { plainLine } from './values.js';

/** RouterOS 7.1 and later over REST, where every value is text. */
export class RestClient implements RouterClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });
  private readonly authorization: string;

  /** @param open a connection over which nothing was said yet */
  constructor(
    private readonly host: string,
    { username, password }: Credentials,
    open: () => Promise<Socket>,
    private readonly signal: AbortSignal,
  ) {
    this.authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    this.agent.createConnection = (_, done) => {
      open().then(
        (link) => done?.(null, link),
        (error: unknown) => done?.(error as Error, null as never),
      );
      return undefined;
    };
  }

  async rows(menu: Menu, values: readonly string[]): Promise<Row[]> {
    const answer = await this.get(`/rest/${menu}?.proplist=${values.join(',')}`);
    const body = await bodyOf(answer);
    const { statusCode = 0 } = answer;
    if (statusCode === 401) throw new Refusal('it refuses the user name or the password, or this user the REST API');
    if (statusCode === 404) throw new Refusal('it has no REST API here: that is of RouterOS 7.1 and later');
    if (statusCode !== 200) throw new Refusal(`it answers ${statusCode}: ${detailOf(body)}`);
    return rowsOf(parsed(body));
  }

  close(): void {
    this.agent.destroy();
  }

  private get(path: string): Promise<IncomingMessage> {
    const headers = { host: this.host, authorization: this.authorization, accept: 'application/json' };
    return new Promise((resolve, reject) => {
      request({ agent: this.agent, path, headers, signal: this.signal }, resolve).once('error', reject).end();
    });
  }
}

async function bodyOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let octets = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    octets += chunk.length;
    if (octets > MAX_ANSWER) throw new Refusal('it says more than can be an answer');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Refusal('it answers what is no JSON: is this its port?');
  }
}

/** A menu is a list, or one object where there is one row only. @throws Refusal */
function rowsOf(answer: unknown): Row[] {
  const rows: unknown[] = Array.isArray(answer) ? answer : [answer];
  if (rows.length > MAX_ROWS) throw new Refusal(`it answers with more than ${MAX_ROWS} rows`);
  return rows.map((row) => {
    if (typeof row !== 'object' || row === null || Array.isArray(row))
      throw new Refusal('it answers something else than rows');
    return new Map(
      Object.entries(row).flatMap(([name, value]) => (isPlain(value) ? [[name, String(value)] as const] : [])),
    );
  });
}

const isPlain = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

function detailOf(body: string): string {
  try {
    const { detail, message } = JSON.parse(body) as { detail?: unknown; message?: unknown };
    const said = [detail, message].find((each) => typeof each === 'string');
    return plainLine(said ?? 'no reason given', 200);
  } catch {
    return 'no reason given';
  }
}
