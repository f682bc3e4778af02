import { load, requestHead } from './loader.mjs';
import { recipientOf } from './messages.mjs';

const DAY_MS = 86_400_000;
const ASKS = 40;
/** How many pages of 500 lie before the deep one, where the filter finds so many. */
const DEPTH = 100;

const daysAgo = (days) => new Date(Date.now() - days * DAY_MS).toISOString();

/** The queries of the list of messages, each with every filter once and the combinations that are asked for. */
async function queriesOf(client) {
  const cards = await client.get('/api/v1/sim-cards');
  const number = encodeURIComponent(recipientOf(7));
  const sim = `sim_card_id=${cards.data[0].id}`;
  return {
    'no filter': '',
    outbound: 'direction=outbound',
    inbound: 'direction=inbound',
    'status, common': 'status=delivered',
    'status, rare': 'status=expired',
    'status, none': 'status=uncertain',
    number: `number=${number}`,
    'number, unknown': 'number=%2B254799999999',
    sim_card_id: sim,
    client_ref: 'client_ref=order-300000',
    'a day, 45 days ago': `since=${daysAgo(45)}&until=${daysAgo(44)}`,
    'status in a day': `status=failed&since=${daysAgo(45)}&until=${daysAgo(44)}`,
    'status and SIM card': `status=expired&${sim}`,
    'inbound of a SIM card': `direction=inbound&${sim}`,
    'number and status': `number=${number}&status=failed`,
  };
}

async function latencyOf(product, client, path) {
  const request = `${requestHead('GET', path, client.headers)}\r\n`;
  const { p50, max } = await load({ port: product.port, requestOf: () => request, connections: 1, count: ASKS });
  return { p50_ms: p50, max_ms: max };
}

/** The cursor after so many pages; null where the list ends before. */
async function deepCursor(client, path) {
  let cursor = null;
  for (let page = 0; page < DEPTH; page++) {
    const { next_cursor } = await client.get(`${path}&limit=500${cursor === null ? '' : `&cursor=${cursor}`}`);
    if (next_cursor === null) return null;
    cursor = next_cursor;
  }
  return cursor;
}

/** The latency of each list, a page of 50: the first page, and the page after 50,000 rows where there are as many. */
export async function measureLists(product, client) {
  const figures = {};
  for (const [name, query] of Object.entries(await queriesOf(client))) {
    const path = `/api/v1/messages?${query}`;
    const first = await latencyOf(product, client, path);
    const cursor = await deepCursor(client, path);
    const deep = cursor === null ? null : await latencyOf(product, client, `${path}&cursor=${cursor}`);
    figures[name] = { first_page: first, deep_page: deep };
  }
  return figures;
}
