import type { NumberList } from '@signalbox/contracts/number-lists';
import type { Account } from './app.js';
import type { Answer } from './client.js';
import { until } from './until.js';

export const LISTS = '/api/v1/number-lists';

export interface FilePart {
  content: string | Uint8Array;
  fileName?: string;
  field?: string;
}

/** The parts of a form, in the order that they are sent in. */
export type Form = [field: string, value: string | FilePart][];

const isFile = (value: string | FilePart): value is FilePart => typeof value !== 'string';

/** Sends a form, as a browser does. */
export async function post<Body = NumberList>(
  account: Pick<Account, 'url' | 'token'>,
  parts: Form,
  headers: Record<string, string> = {},
): Promise<Answer<Body>> {
  const form = new FormData();
  for (const [field, value] of parts) {
    if (!isFile(value)) form.append(field, value);
    else form.append(field, new Blob([value.content]), value.fileName ?? 'list.csv');
  }
  const answer = await fetch(`${account.url}${LISTS}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${account.token}`, ...headers },
    body: form,
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: JSON.parse(text) as Body, text };
}

/** Uploads a list that must be accepted, and waits until its import has ended. */
export async function importList(
  account: Account,
  content: string | Uint8Array,
  fields: Record<string, string> = {},
  fileName?: string,
): Promise<NumberList> {
  const { status, body, text } = await post(account, [...Object.entries(fields), ['file', { content, fileName }]]);
  if (status !== 202) throw new Error(`not accepted: ${status} ${text}`);
  return ended(account, body.id);
}

/** Waits until a list's import has ended. */
export const ended = (account: Account, id: string): Promise<NumberList> =>
  until(async () => {
    const { body } = await account.get<NumberList>(`${LISTS}/${id}`);
    return body.status !== 'importing' && body;
  });
