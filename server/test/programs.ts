import type { NumberList } from '@signalbox/contracts/number-lists';
import type { Program, Run, RunLogEntry } from '@signalbox/contracts/programs';
import type { Message } from '@signalbox/contracts/messages';
import type { Page } from '@signalbox/contracts/common';
import type { Client } from './client.js';
import { until } from './until.js';

/** A Kenyan mobile number of its own for each row. */
export const numberOf = (row: number): string => `+2547120${String(row).padStart(5, '0')}`;

/** A CSV file of so many rows with a name each. */
export const csvOf = (rows: number, nameOf: (row: number) => string = (row) => `name ${row}`): string =>
  ['phone,name', ...Array.from({ length: rows }, (_, row) => `${numberOf(row)},${nameOf(row)}`)].join('\n');

let lists = 0;

/** Uploads a CSV file; answers the list, which is being imported. */
export async function uploadList(client: Client, csv: string): Promise<NumberList> {
  const boundary = 'a-boundary-of-tests';
  const part = (disposition: string, content: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${content}\r\n`;
  const name = `list ${++lists}`;
  const body = `${part('name="name"', name)}${part('name="file"; filename="list.csv"', csv)}--${boundary}--\r\n`;
  const answer = await client.raw<NumberList>(
    '/api/v1/number-lists',
    body,
    `multipart/form-data; boundary=${boundary}`,
  );
  if (answer.status !== 202) throw new Error(`no list: ${answer.text}`);
  return answer.body;
}

/** The same, when it is ready. */
export async function readyList(client: Client, csv: string): Promise<NumberList> {
  const { id } = await uploadList(client, csv);
  return until(async () => {
    const { body } = await client.get<NumberList>(`/api/v1/number-lists/${id}`);
    return body.status !== 'importing' && body;
  });
}

let programs = 0;

/** A program that sends `Hi {{name}}` to a list, but for what is said. */
export async function newProgram(client: Client, fields: object): Promise<Program> {
  const program = { name: `program ${++programs}`, template: 'Hi {{name}}', ...fields };
  const { status, body, text } = await client.post<Program>('/api/v1/programs', program);
  if (status !== 201) throw new Error(`no program: ${text}`);
  return body;
}

export type Command = 'start' | 'stop' | 'pause' | 'resume' | 'restart';

/** Gives a command that must be taken; answers the run. */
export async function command(client: Client, { id }: { id: string }, name: Command): Promise<Run> {
  const { status, body, text } = await client.post<Run>(`/api/v1/programs/${id}/${name}`);
  if (status !== 200) throw new Error(`${name}: ${text}`);
  return body;
}

export async function runOf(client: Client, run: Pick<Run, 'program_id' | 'id'>): Promise<Run> {
  return (await client.get<Run>(`/api/v1/programs/${run.program_id}/runs/${run.id}`)).body;
}

/** Waits until a run is as asked for, and answers it. */
export const untilRun = (
  client: Client,
  run: Pick<Run, 'program_id' | 'id'>,
  isSo: (run: Run) => boolean,
  within?: number,
): Promise<Run> =>
  until(async () => {
    const now = await runOf(client, run);
    return isSo(now) && now;
  }, within);

/** A run's log, oldest first. */
export async function logOf(client: Client, run: Pick<Run, 'program_id' | 'id'>): Promise<string[]> {
  const path = `/api/v1/programs/${run.program_id}/runs/${run.id}/log?limit=500`;
  const { body } = await client.get<Page<RunLogEntry>>(path);
  return body.data.map(({ text }) => text).reverse();
}

/** Every message to a number. */
export async function messagesTo(client: Client, number: string): Promise<Message[]> {
  const path = `/api/v1/messages?limit=500&direction=outbound&number=${encodeURIComponent(number)}`;
  return (await client.get<Page<Message>>(path)).body.data;
}
