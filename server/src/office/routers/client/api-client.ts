import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { type Reply, type Row, replyOf } from './reply.js';
import { type Credentials, MAX_ANSWER, MAX_ROWS, type Menu, type RouterClient } from './router-client.js';
import { Refusal } from './router-trouble.js';
import { plainLine } from './values.js';
import { SentenceReader, encodeSentence } from './words.js';

const SIGN_IN_REFUSED = 'it refuses the user name or the password, or this user the API';

/** RouterOS over its binary API, one question at a time. */
export class ApiClient implements RouterClient {
  private readonly reader = new SentenceReader();
  private readonly chunks: AsyncIterator<Buffer>;
  private octets = 0;

  private constructor(private readonly link: Socket) {
    this.chunks = link[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  /** Signs in as since 6.43; one from before answers with a challenge. @throws Refusal */
  static async open(link: Socket, { username, password }: Credentials): Promise<ApiClient> {
    const client = new ApiClient(link);
    const { answer } = await client.ask(['/login', `=name=${username}`, `=password=${password}`], SIGN_IN_REFUSED);
    const challenge = answer.get('ret');
    if (challenge === undefined) return client;
    const response = responseTo(challenge, password);
    await client.ask(['/login', `=name=${username}`, `=response=${response}`], SIGN_IN_REFUSED);
    return client;
  }

  async rows(menu: Menu, values: readonly string[]): Promise<Row[]> {
    const { rows } = await this.ask([`/${menu}/print`, `=.proplist=${values.join(',')}`]);
    return rows;
  }

  close(): void {
    this.link.destroy();
  }

  /** @param refused what a `!trap` means here; its own words else */
  private async ask(words: readonly string[], refused?: string): Promise<{ rows: Row[]; answer: Row }> {
    this.link.write(encodeSentence(words));
    const rows: Row[] = [];
    let trap: Refusal | null = null;
    for (;;) {
      const reply = await this.reply();
      if (reply.type === '!re') {
        if (rows.push(reply.attributes) > MAX_ROWS) throw new Refusal(`it answers with more than ${MAX_ROWS} rows`);
      } else if (reply.type === '!trap') {
        trap ??= new Refusal(refused ?? `it refuses that: ${saidBy(reply)}`);
      } else if (reply.type === '!fatal') {
        throw new Refusal(`it ends the session: ${saidBy(reply)}`);
      } else if (reply.type === '!done') {
        if (trap) throw trap;
        return { rows, answer: reply.attributes };
      }
      // `!empty`, since 7.18: there are no rows, and `!done` is still to come.
    }
  }

  private async reply(): Promise<Reply> {
    for (;;) {
      const words = this.reader.next();
      if (words && words.length > 0) return replyOf(words);
      if (words) continue;
      const { value, done } = await this.chunks.next();
      if (done) throw new Refusal('it closed the connection');
      this.octets += value.length;
      if (this.octets > MAX_ANSWER) throw new Refusal('it says more than can be an answer');
      this.reader.push(value);
    }
  }
}

const saidBy = ({ attributes, bare }: Reply): string =>
  plainLine(attributes.get('message') ?? bare, 200) || 'no reason given';

/** MD5 of a zero, the password and the challenge, behind two zeros. @throws Refusal when the challenge is none */
export function responseTo(challenge: string, password: string): string {
  if (!/^([0-9a-f]{2}){1,64}$/i.test(challenge)) throw new Refusal('its challenge at the sign-in is none');
  const digest = createHash('md5')
    .update(Buffer.from([0]))
    .update(password)
    .update(Buffer.from(challenge, 'hex'));
  return `00${digest.digest('hex')}`;
}
