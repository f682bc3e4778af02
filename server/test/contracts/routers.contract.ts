import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { NewRouterRecord } from '../../src/office/routers/router.js';
import { RouterRepository } from '../../src/office/routers/router.repository.js';
import { Conflict } from '../../src/platform/common/errors.js';
import { NOON } from '../messages.js';
import type { OpenStorage, Storage } from './storage.js';

const ROUTER: Omit<NewRouterRecord, 'name'> = {
  address: '10.0.0.1',
  port: 8443,
  kind: 'rest',
  tls: true,
  fingerprint: 'AB'.repeat(32),
  authority: null,
  username: 'reader',
  isDefault: undefined,
  createdAt: NOON,
};
const UNSEEN = { checkedAt: null, lastSeenAt: null, version: null, board: null, uptime: null, error: null };

/** What every adapter of routers must do alike. */
export function routersContract(open: OpenStorage): void {
  let storage: Storage;
  let routers: RouterRepository;
  let made = 0;

  beforeAll(async () => {
    storage = await open();
    routers = storage.get(RouterRepository);
  });
  afterAll(() => storage?.close());
  beforeEach(async () => {
    for (const { id } of await routers.list({ limit: 100 })) await routers.remove(id);
  });

  const create = (fields: Partial<NewRouterRecord> = {}) =>
    routers.create({ ...ROUTER, name: `router ${++made}`, ...fields }, (id) => `sealed for ${id}`);
  const defaults = async () =>
    (await routers.list({ limit: 100 })).filter(({ isDefault }) => isDefault).map(({ id }) => id);

  it('keeps every field, and the password as it was sealed for its row', async () => {
    const router = await create({ name: 'core' });
    const { id } = router;
    const rest = { sealed: `sealed for ${id}`, isDefault: true, updatedAt: NOON };
    expect(router).toEqual({ ...ROUTER, ...UNSEEN, id, name: 'core', ...rest });
    expect(await routers.find(id)).toEqual(router);
    expect(await routers.list({ limit: 9 })).toEqual([router]);
    expect(await routers.find(999_999)).toBeNull();
  });

  it('has one default: the first, or whichever was made it last', async () => {
    const [first, second] = [await create(), await create()];
    expect(await defaults()).toEqual([first.id]);
    const third = await create({ isDefault: true });
    expect(await defaults()).toEqual([third.id]);
    await routers.change(second.id, { isDefault: true }, NOON, () => undefined);
    expect(await routers.findDefault()).toMatchObject({ id: second.id });
    await routers.change(second.id, { isDefault: false }, NOON, () => undefined);
    expect(await routers.findDefault()).toBeNull();
    await Promise.all(
      [first, second, third].map(({ id }) => routers.change(id, { isDefault: true }, NOON, () => undefined)),
    );
    expect(await defaults()).toHaveLength(1);
  });

  it('changes what is given, unless what it would become is refused', async () => {
    const before = await create();
    const patch = { address: '10.0.0.2', port: null, sealed: 'anew', fingerprint: null, authority: 'PEM' };
    const after = await routers.change(before.id, patch, NOON + 1, () => undefined);
    expect(after).toEqual({ ...before, ...patch, updatedAt: NOON + 1 });
    expect(await routers.find(before.id)).toEqual(after);
    const refuse = () => {
      throw new Conflict('no');
    };
    await expect(routers.change(before.id, { name: 'x' }, NOON + 2, refuse)).rejects.toThrow(Conflict);
    expect(await routers.find(before.id)).toEqual(after);
    expect(await routers.change(999_999, {}, NOON, refuse)).toBeNull();
  });

  it('has each name once', async () => {
    const [one, two] = [await create({ name: 'edge' }), await create()];
    await expect(create({ name: 'edge' })).rejects.toThrow(Conflict);
    await expect(routers.change(two.id, { name: 'edge' }, NOON, () => undefined)).rejects.toThrow(Conflict);
    await routers.change(one.id, { name: 'edge' }, NOON, () => undefined);
    expect(await routers.remove(one.id)).toBe(true);
    expect(await routers.remove(one.id)).toBe(false);
    await create({ name: 'edge' });
  });

  it('keeps what was seen of it, and leaves the rest as it is', async () => {
    const router = await create();
    const up = { checkedAt: NOON, lastSeenAt: NOON, version: '7.15', board: 'RB5009', uptime: 5, error: null };
    await routers.note(router.id, up);
    expect(await routers.find(router.id)).toEqual({ ...router, ...up });
    const down = { ...up, checkedAt: NOON + 1, uptime: null, error: 'x'.repeat(400) };
    await routers.note(router.id, down);
    expect(await routers.find(router.id)).toEqual({ ...router, ...down, error: 'x'.repeat(255) });
  });
}
