import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** `COMMIT` as a client of MySQL writes it: length, sequence, command, text. */
const COMMIT = Buffer.from('\x07\0\0\0\x03COMMIT', 'latin1');

/** The way from the product to its database: it can be cut at a commit, and go silent. */
export class DatabaseLink {
  /** @param {number} target the database's port on the loopback interface */
  static async to(target) {
    const link = new DatabaseLink(target);
    await once(link.server.listen(0, '127.0.0.1'), 'listening');
    return link;
  }

  constructor(target) {
    this.target = target;
    this.pairs = new Set();
    this.silent = false;
    /** Called with the next COMMIT; see `cutAtCommit`. */
    this.onCommit = null;
    this.server = createServer((near) => this.join(near));
  }

  get port() {
    return this.server.address().port;
  }

  join(near) {
    const far = connect({ port: this.target, host: '127.0.0.1', noDelay: true });
    near.setNoDelay(true);
    const pair = { near, far };
    this.pairs.add(pair);
    const close = () => {
      near.destroy();
      far.destroy();
      this.pairs.delete(pair);
    };
    for (const socket of [near, far]) socket.on('error', close).on('close', close);
    near.on('data', (chunk) => {
      const { onCommit } = this;
      if (onCommit === null || !chunk.includes(COMMIT)) return void far.write(chunk);
      this.onCommit = null;
      onCommit(pair, chunk);
    });
    far.on('data', (chunk) => near.write(chunk));
    if (this.silent) hold(pair);
  }

  /**
   * Cuts the link of the next COMMIT, and no other.
   * @param {'before' | 'after'} when before the database has it; or when it has carried it out, and its answer is lost
   */
  cutAtCommit(when) {
    this.onCommit = ({ near, far }, chunk) => {
      const cut = () => {
        near.destroy();
        far.destroy();
      };
      if (when === 'before') return cut();
      far.removeAllListeners('data').once('data', cut).once('close', cut);
      far.write(chunk);
    };
  }

  /** Whether the COMMIT that is to be cut has yet to come. */
  get willCut() {
    return this.onCommit !== null;
  }

  leaveCommits() {
    this.onCommit = null;
  }

  /** Nothing is carried any more, and nobody is told; what is said meanwhile arrives when it `speaks` again. */
  fallSilent() {
    this.silent = true;
    for (const pair of this.pairs) hold(pair);
  }

  speak() {
    this.silent = false;
    for (const { near, far } of this.pairs) {
      near.resume();
      far.resume();
    }
  }

  /** A fail-over without a reset: whoever is connected hears nothing any more, whoever connects anew is served. */
  failOver() {
    for (const pair of [...this.pairs]) {
      pair.far.removeAllListeners('close').destroy();
      pair.near.removeAllListeners('data').resume();
    }
  }

  async close() {
    this.server.close();
    for (const { near, far } of this.pairs) {
      near.destroy();
      far.destroy();
    }
  }
}

function hold({ near, far }) {
  near.pause();
  far.pause();
}
