import { beforeEach, describe, expect, it } from '@jest/globals';
import { Secrets } from '../../config/secrets.js';
import { Unavailable } from '../errors.js';
import { type Remembered, bodyHashOf } from './idempotency.js';
import { IdempotencyRepository } from './idempotency.repository.js';
import { IdempotencyService } from './idempotency.service.js';

/** Rows in memory, that cannot be reached at times. */
class Rows extends IdempotencyRepository {
  readonly rows = new Map<string, Remembered>();
  away = false;
  /** Stores what it answers 503 for. */
  inDoubt = false;

  find(scope: string) {
    return this.answer(() => this.rows.get(scope) ?? null);
  }
  begin(request: Remembered) {
    return this.answer(() => {
      const earlier = this.rows.get(request.scope) ?? null;
      if (!earlier) this.rows.set(request.scope, request);
      return earlier;
    });
  }
  finish(scope: string, status: number, answer: string) {
    return this.answer(() => {
      const row = this.rows.get(scope);
      if (row) this.rows.set(scope, { ...row, status, answer });
    });
  }
  forget(scope: string) {
    return this.answer(() => void this.rows.delete(scope));
  }
  sweep = () => Promise.resolve();

  private async answer<T>(work: () => T): Promise<T> {
    await Promise.resolve();
    if (this.away) throw new Unavailable('away');
    const result = work();
    if (this.inDoubt) throw new Unavailable('not known');
    return result;
  }
}

describe('work under an Idempotency-Key', () => {
  let rows: Rows;
  let idempotency: IdempotencyService;
  const request: Remembered = { scope: 'one', since: 1, bodyHash: bodyHashOf('body'), status: null, answer: null };
  beforeEach(() => {
    rows = new Rows();
    idempotency = new IdempotencyService(
      rows,
      new Secrets('another secret of the tests', 'a secret of the tests, long enough'),
    );
  });

  it('is done once, and refused while it is at work', async () => {
    let done = (): void => undefined;
    const first = idempotency.once(request, 201, () => new Promise<string>((resolve) => (done = () => resolve('a'))));
    const second = idempotency.once(request, 201, () => Promise.resolve('b'));
    await expect(second).rejects.toMatchObject({ status: 409 });
    done();
    expect(await first).toBe('a');
    expect(await idempotency.once(request, 201, () => Promise.resolve('c'))).toBe('a');
  });

  it('is done by its repetition when the database was away as it failed', async () => {
    const failing = idempotency.once(request, 201, () => {
      rows.away = true;
      return Promise.reject(new Unavailable('away'));
    });
    await expect(failing).rejects.toThrow('away');
    rows.away = false;
    expect(rows.rows.get('one')).toMatchObject({ answer: null });
    expect(await idempotency.once(request, 201, () => Promise.resolve('again'))).toBe('again');
  });

  it('is done by its repetition when it was kept and nobody was told', async () => {
    rows.inDoubt = true;
    await expect(idempotency.once(request, 201, () => Promise.resolve('never'))).rejects.toThrow('not known');
    rows.inDoubt = false;
    expect(await idempotency.once(request, 201, () => Promise.resolve('again'))).toBe('again');
  });

  it('that was cut off is not done again where it is to be done at most once', async () => {
    rows.rows.set('one', request);
    await expect(idempotency.begin(request, true)).rejects.toMatchObject({ status: 409 });
    await expect(idempotency.begin(request, true)).rejects.toMatchObject({ status: 409 });
    expect(await idempotency.begin(request)).toBeNull();
  });

  it('of another body is refused, be it unfinished', async () => {
    rows.rows.set('one', { ...request, bodyHash: bodyHashOf('other') });
    const other = idempotency.once(request, 201, () => Promise.resolve('never'));
    await expect(other).rejects.toMatchObject({ status: 422 });
  });
});
