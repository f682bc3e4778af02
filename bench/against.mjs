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
 * The speed of this tree against another: both products are up, each on a database of its own, and work in turns, each
 * of the two first every other time, while the other waits. The median of the pairs' ratios counts: the two of a pair
 * ran within seconds of each other, under the same weather. Both are warm, and a turn is shorter than the quiet after
 * which a process gives its memory back: what is compared is the pace of work that goes on.
 */
export async function run({ short = false, base }) {
  if (base === undefined) throw new Error('name what to hold this against: --base <built checkout or revision>');
  const roots = { base: builtBase(base), this: undefined };
  const sides = {};
  const pairs = [];
  try {
    for (const [name, root] of Object.entries(roots)) {
      sides[name] = await Side.start(root);
      await sides[name].deliver(short ? 4000 : 20_000);
    }
    for (let nth = 0; nth < (short ? 2 : 7); nth++) {
      const pair = {};
      for (const name of nth % 2 === 0 ? ['base', 'this'] : ['this', 'base']) {
        pair[name] = await sides[name].measure(3, short ? 5000 : 10_000);
      }
      progress(`against ${nth + 1}: ${JSON.stringify(pair)}`);
      pairs.push(pair);
    }
  } finally {
    for (const side of Object.values(sides)) await side.product.dispose();
  }
  const ratioOf = (figure) => round(median(pairs.map((pair) => pair.this[figure] / pair.base[figure])), 3);
  const accept = ratioOf('accepted_per_second');
  const deliver = ratioOf('delivered_per_second');
  return {
    base: revisionOf(roots.base),
    this: revisionOf(import.meta.dirname),
    connections: CONNECTIONS,
    accept_ratio: accept,
    deliver_ratio: deliver,
    cpu_ratio: ratioOf('cpu_us_per_message'),
    pairs,
    bars: [bar('accept_ratio', accept, '>=', LEAST), bar('deliver_ratio', deliver, '>=', LEAST)],
  };
}

/** One of the two products, and what was sent to it. */
class Side {
  sent = 0;

  static async start(root) {
    const side = new Side();
    side.product = await Product.create({}, root);
    await side.product.start();
    side.client = await Client.of(side.product);
    await side.client.untilOnline();
    return side;
  }

  async send(limit) {
    const requestOf = jsonPost('/api/v1/messages', this.client.headers, (number) => messageOf(this.sent + number));
    const result = await load({ port: this.product.port, requestOf, connections: CONNECTIONS, expect: 202, ...limit });
    this.sent += result.answers;
    return result;
  }

  async deliver(count) {
    await this.send({ count });
    await this.client.untilDelivered(this.sent);
  }

  async measure(seconds, messages) {
    const accepted = await this.send({ seconds });
    await this.client.untilDelivered(this.sent);

    const [began, computed] = [performance.now(), this.cpu()];
    await this.deliver(messages);
    return {
      accepted_per_second: accepted.perSecond,
      p99_ms: accepted.p99,
      delivered_per_second: round(messages / ((performance.now() - began) / 1000)),
      // Of server and worker, from the request to the delivery: where the machine has other work, this tells more.
      cpu_us_per_message: round(((this.cpu() - computed) * 1e6) / messages),
    };
  }

  cpu() {
    return cpuSeconds(this.product.pid) + cpuSeconds(this.product.workerPid());
  }
}
