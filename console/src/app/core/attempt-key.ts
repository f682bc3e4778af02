/** 128 random bits in hex; works on plain HTTP too, where `crypto.randomUUID` does not exist. */
const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * The idempotency key of a request: the same while the same body is tried again after a failure, so that a lost
 * answer cannot send a message twice, and a new one for another body or after a success.
 */
export class AttemptKey {
  private key = '';
  private body = '';

  for(body: unknown): string {
    const text = JSON.stringify(body);
    if (this.key === '' || text !== this.body) {
      this.key = randomKey();
      this.body = text;
    }
    return this.key;
  }

  done(): void {
    this.key = '';
  }
}
