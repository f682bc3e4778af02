import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newSecret } from '../../config/config.js';
import { Secrets } from '../../config/secrets.js';
import { Conflict, Unprocessable } from '../errors.js';
import { type Remembered, bodyHashOf, derivedId, scopeOf } from './idempotency.js';
import { IdempotencyRepository } from './idempotency.repository.js';
import { IdempotencyService } from './idempotency.service.js';

describe('the scope of an Idempotency-Key', () => {
  const scope = scopeOf(1, 'POST /api/v1/messages', 'k');

  it('is the same for the same caller, route and key', () => {
    expect(scopeOf(1, 'POST /api/v1/messages', 'k')).toBe(scope);
  });

  it.each([
    ['caller', scopeOf(2, 'POST /api/v1/messages', 'k')],
    ['route', scopeOf(1, 'POST /api/v1/messages/batch', 'k')],
    ['key', scopeOf(1, 'POST /api/v1/messages', 'K')],
  ])('is another for another %s', (_, other) => {
    expect(other).not.toBe(scope);
  });

  it('fits its column, whatever the key is', () => {
    expect(scopeOf(2_147_483_647, 'POST /api/v1/messages', '€'.repeat(255)).length).toBeLessThanOrEqual(64);
  });
});

describe('the digest of a body', () => {
  it('is the same for the same JSON', () => {
    expect(bodyHashOf({ to: '1', text: 'a' })).toBe(bodyHashOf(JSON.parse('{ "to": "1",\n "text": "a" }')));
  });

  it.each([[{ to: '1', text: 'b' }], [{ to: '1' }], [[{ to: '1', text: 'a' }]], [null], [undefined], ['']])(
    'is another for %j',
    (body) => {
      expect(bodyHashOf(body)).not.toBe(bodyHashOf({ to: '1', text: 'a' }));
    },
  );
});

describe('an id that follows from a key', () => {
  it('is always the same UUID of version 8 for the same place', () => {
    expect(derivedId('scope', 7)).toBe(derivedId('scope', 7));
    expect(derivedId('scope', 7)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('is another for every item and every key', () => {
    const ids = ['a', 'b'].flatMap((scope) => Array.from({ length: 1000 }, (_, index) => derivedId(scope, index)));
    expect(new Set(ids).size).toBe(2000);
  });
});

/** Keeps answers in memory. */
class Kept extends IdempotencyRepository {
  readonly rows = new Map<string, Remembered>();

  override find(scope: string): Promise<Remembered | null> {
    return Promise.resolve(this.rows.get(scope) ?? null);
  }
  override begin(request: Remembered): Promise<Remembered | null> {
    const earlier = this.rows.get(request.scope) ?? null;
    if (!earlier) this.rows.set(request.scope, { ...request });
    return Promise.resolve(earlier);
  }
  override finish(scope: string, status: number, answer: string): Promise<void> {
    const row = this.rows.get(scope);
    if (row) Object.assign(row, { status, answer });
    return Promise.resolve();
  }
  override forget(scope: string): Promise<void> {
    this.rows.delete(scope);
    return Promise.resolve();
  }
  override sweep(): Promise<void> {
    return Promise.resolve();
  }
}

describe('a repeated request', () => {
  const secret = newSecret();
  const request = (body: unknown, since = 1): Remembered => ({
    scope: scopeOf(1, 'POST /', 'k'),
    since,
    bodyHash: bodyHashOf(body),
    status: null,
    answer: null,
  });
  let kept: Kept;
  let service: IdempotencyService;
  beforeEach(() => {
    kept = new Kept();
    service = new IdempotencyService(kept, new Secrets(newSecret(), secret));
  });
  afterEach(() => service.onModuleDestroy());

  it('gets the first answer, status and body', async () => {
    expect(await service.begin(request('a'))).toBeNull();
    await service.finish(request('a'), 201, { id: 7 });
    const earlier = await service.begin(request('a'));
    expect(earlier?.status).toBe(201);
    expect(earlier && service.replay(earlier, bodyHashOf('a'))).toEqual({ id: 7 });
  });

  it('finds an answer that was kept with the message it is about', async () => {
    await kept.begin({ ...request('a'), status: 202, answer: '{"id":"m"}' });
    const earlier = await service.begin(request('a'));
    expect(earlier && service.replay(earlier, bodyHashOf('a'))).toEqual({ id: 'm' });
  });

  it('leaves no answer readable at rest, which may be a new API key', async () => {
    await service.begin(request('a'));
    await service.finish(request('a'), 201, { key: 'sbx_secret' });
    expect([...kept.rows.values()].map(({ answer }) => answer)).toEqual([expect.not.stringContaining('sbx_secret')]);
  });

  it('does not show an answer that was kept under another secret', async () => {
    await service.begin(request('a'));
    await service.finish(request('a'), 201, { id: 7 });
    const other = new IdempotencyService(kept, new Secrets(newSecret(), newSecret()));
    const earlier = await other.begin(request('a'));
    expect(() => earlier && other.replay(earlier, bodyHashOf('a'))).toThrow(Conflict);
  });

  it('with another body is refused, finished or not', async () => {
    await service.begin(request('a'));
    const early = await service.begin(request('b'));
    expect(() => early && service.replay(early, bodyHashOf('b'))).toThrow(Unprocessable);
    await service.finish(request('a'), 201, {});
    const late = await service.begin(request('b'));
    expect(() => late && service.replay(late, bodyHashOf('b'))).toThrow(Unprocessable);
  });

  it('is told to wait while the first is at work', async () => {
    await service.begin(request('a'));
    const earlier = await service.begin(request('a'));
    expect(() => earlier && service.replay(earlier, bodyHashOf('a'))).toThrow(Conflict);
  });

  it('may be tried again when the first failed', async () => {
    await service.begin(request('a'));
    await service.forget(request('a'));
    expect(await service.begin(request('b'))).toBeNull();
  });

  it('may be tried again when the server’s end cut the first off, not when it was finished', async () => {
    await service.begin(request('a'));
    const next = () => new IdempotencyService(kept, new Secrets(newSecret(), secret));
    expect(await next().begin(request('b'))).toMatchObject({ bodyHash: bodyHashOf('a') });
    expect(await next().begin(request('a'))).toBeNull();
    await service.finish(request('a'), 204, undefined);
    const earlier = await next().begin(request('a'));
    expect(earlier?.status).toBe(204);
    expect(earlier && service.replay(earlier, bodyHashOf('a'))).toBeNull();
  });

  it('takes up work that was not finished where that does no harm', async () => {
    const first = await service.resume(request('a', 1000));
    expect(await service.resume(request('a', 2000))).toEqual(first);
    expect(await service.resume(request('b'))).toMatchObject({ earlier: { bodyHash: bodyHashOf('a') } });
    await service.finish(request('a'), 202, { data: [] });
    expect(await service.resume(request('a'))).toMatchObject({ earlier: { status: 202 } });
  });

  it('is other work when its key was forgotten in between', async () => {
    const first = await service.resume(request('a', 1000));
    kept.rows.clear();
    expect(await service.resume(request('a', 2000))).not.toEqual(first);
  });
});
