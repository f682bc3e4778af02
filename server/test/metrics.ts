import type { Client } from './client.js';

/** The value of a metric with these labels, 0 where there is none. */
export async function metric(client: Client, name: string, labels: Record<string, string> = {}): Promise<number> {
  const { text } = await client.get('/metrics');
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  let sum = 0;
  for (const line of text.split('\n')) {
    if (!line.startsWith(`${name}{`) && !line.startsWith(`${name} `)) continue;
    if (wanted.every((label) => line.includes(label))) sum += Number(line.split(' ').at(-1));
  }
  return sum;
}
