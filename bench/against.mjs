import { builtBase, revisionOf } from './lib/base.mjs';
import { Client } from './lib/client.mjs';
import { jsonPost, load } from './lib/loader.mjs';
import { messageOf } from './lib/messages.mjs';
import { Product } from './lib/product.mjs';
import { cpuSeconds } from './lib/processes.mjs';
import { progress } from './lib/report.mjs';
import { bar, median, round } from './lib/statistics.mjs';

const CONNECTIONS = 16;
const LEAST = 0.95;

/**
 * The speed of this tree against another: pairs in turns, each of the two first every other time, each on a database of
 * its own. The median of the pairs' ratios counts: the two of a pair ran under the same weather.
 */
export async function run({ short = false, base }) {
  if (base === undefined) throw new Error('name what to hold this against: --base <built checkout or revision>');
  const sides = { base: builtBase(base), this: undefined };
  const pairs = [];
  for (let nth = 0; nth < (short ? 2 : 7); nth++) {
    const pair = {};
    for (const side of nth % 2 === 0 ? ['base', 'this'] : ['this', 'base']) {
      pair[side] = await measure(sides[side], short ? 3 : 5, short ? 5000 : 15_000);
    }
    progress(`against ${nth + 1}: ${JSON.stringify(pair)}`);
    pairs.push(pair);
  }
  const ratioOf = (figure) => round(median(pairs.map((pair) => pair.this[figure] / pair.base[figure])), 3);
  const accept = ratioOf('accepted_per_second');
  const deliver = ratioOf('delivered_per_second');
  return {
    base: revisionOf(sides.base),
    this: revisionOf(import.meta.dirname),
    connections: CONNECTIONS,
    accept_ratio: accept,
    deliver_ratio: deliver,
    cpu_ratio: ratioOf('cpu_us_per_message'),
    pairs,
    bars: [bar('accept_ratio', accept, '>=', LEAST), bar('deliver_ratio', deliver, '>=', LEAST)],
  };
}

async function measure(root, seconds, messages) {
  const product = await Product.create({}, root);
  try {
    await product.start();
    const client = await Client.of(product);
    await client.untilOnline();
    let sent = 0;
    const send = async (limit) => {
      const requestOf = jsonPost('/api/v1/messages', client.headers, (number) => messageOf(sent + number));
      const result = await load({ port: product.port, requestOf, connections: CONNECTIONS, expect: 202, ...limit });
      sent += result.answers;
      return result;
    };
    await send({ count: 4000 });
    await client.untilDelivered(sent);

    const accepted = await send({ seconds });
    await client.untilDelivered(sent);

    const cpu = () => cpuSeconds(product.pid) + cpuSeconds(product.workerPid());
    const [began, computed] = [performance.now(), cpu()];
    await send({ count: messages });
    await client.untilDelivered(sent);
    return {
      accepted_per_second: accepted.perSecond,
      p99_ms: accepted.p99,
      delivered_per_second: round(messages / ((performance.now() - began) / 1000)),
      // Of server and worker, from the request to the delivery: where the machine has other work, this tells more.
      cpu_us_per_message: round(((cpu() - computed) * 1e6) / messages),
    };
  } finally {
    await product.dispose();
  }
}
