import { startTcpProxy } from '../../server/test/services/tcp-proxy.ts';

/** `COMMIT` as a client of MySQL writes it: length, sequence, command, text. */
const COMMIT = Buffer.from('\x07\0\0\0\x03COMMIT', 'latin1');

/** The way from the product to its database: it can be cut at a commit, and go silent. */
export class DatabaseLink {
  /** @param {number} target the database's port on the loopback interface */
  static async to(target) {
    return new DatabaseLink(await startTcpProxy(target));
  }

  constructor(proxy) {
    this.proxy = proxy;
    this.port = proxy.port;
    this.next = undefined;
    proxy.onSent = (data) => this.cutOf(data);
  }

  /**
   * Cuts the link of the next COMMIT, and no other.
   * @param {'before' | 'answer'} when before the database has it; or when it has carried it out, and its answer is lost
   */
  cutAtCommit(when) {
    this.next = when;
  }

  /** Whether the COMMIT that is to be cut has yet to come. */
  get willCut() {
    return this.next !== undefined;
  }

  leaveCommits() {
    this.next = undefined;
  }

  /** Nothing is carried any more, and nobody is told; what is said meanwhile arrives when it `speaks` again. */
  fallSilent() {
    this.proxy.freeze();
  }

  speak() {
    this.proxy.thaw();
  }

  /** A fail-over without a reset: whoever is connected hears nothing any more, whoever connects anew is served. */
  failOver() {
    this.proxy.abandon();
  }

  close() {
    return this.proxy.stop();
  }

  cutOf(data) {
    if (!this.willCut || !data.includes(COMMIT)) return undefined;
    const cut = this.next;
    this.leaveCommits();
    return cut;
  }
}
