/**
 * What a network that stands in for a real one has taken, and how it tells the bench: a process of its own that the
 * bench's kills do not reach. `{address}` is its first word; asked `seen`, it answers with `[key, {times, at}]` pairs.
 */
export class Seen {
  #taken = new Map();

  /** @param {string} to the recipient's digits, with or without a plus @param {string} text */
  add(to, text) {
    const key = keyOf(to, text);
    const before = this.#taken.get(key);
    if (before) before.times += 1;
    // Epoch ms, which the bench's own clock shares.
    else this.#taken.set(key, { times: 1, at: Date.now() });
  }

  /** Tells the bench where the network is, and answers its questions until it is gone. */
  serve(address) {
    process.on('message', () => process.send({ seen: [...this.#taken] }));
    process.on('disconnect', () => process.exit());
    process.send({ address });
  }
}

export const keyOf = (to, text) => `${to.replace('+', '')} ${text}`;
