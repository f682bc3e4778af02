import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Role } from '@signalbox/contracts/auth';
import type { TestApp } from '../app.js';
import type { Client } from '../client.js';
import { Hostile, type Schema, randomFrom } from '../hostile.js';

interface Operation {
  parameters?: { name: string; in: string }[];
  requestBody?: { content?: Record<string, { schema: Schema }> };
}
interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
}
const SEED = 20_261_129;
const ROUNDS = 10;
const ROLES: Role[] = ['admin', 'operator', 'viewer', 'user'];
/** These ask a worker, a router or a way to tell people, which are away here: 503 is the truth. */
const ASKS_OTHERS = /\/(ussd|balance|restart|test|ping|interfaces)$|\/reports\/|^\/alert$/;
/** What ends the caller's own session, or account, ends the test. */
const OF_ONESELF = /^\/api\/v1\/(auth\/(logout|password)|users\/\{id\})/;

/** @param start the whole server, on whatever it is to be tried on */
export function hostileSuite(start: () => Promise<TestApp>): void {
  let app: TestApp;
  let routes: { method: string; path: string; operation: Operation }[];
  const callers: Client[] = [];
  beforeAll(async () => {
    app = await start();
    await app.admin.post('/api/v1/sim-cards', { number: '+254733111222' });
    await app.send({ text: 'hello' });
    callers.push(app.anonymous, app.admin);
    for (const role of ROLES.slice(1)) callers.push(await app.account(role, role));
    callers.push((await app.withKey(app.admin)).client);
    const { body } = await app.anonymous.get<OpenApi>('/api/openapi.json');
    routes = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
    );
  });
  afterAll(() => app?.stop());

  it('is a mistake of its own on every route, never a failure of the server', async () => {
    const hostile = new Hostile(randomFrom(SEED));
    const failed: string[] = [];
    let taken = 0;
    let asked = 0;
    for (const { method, path, operation } of routes) {
      if (OF_ONESELF.test(path)) continue;
      for (let round = 0; round < ROUNDS; round++) {
        const address = path.replace(/\{\w+\}/g, () => hostile.segment()) + queryOf(operation, hostile);
        const schema = operation.requestBody?.content?.['application/json']?.schema;
        const text = method === 'GET' ? undefined : hostile.text(schema);
        const type = hostile.contentType();
        const caller = round < 6 ? app.admin : hostile.pick(callers);
        const answer = await (text === undefined ? caller.get(address) : caller.raw(address, text, type, method));
        const isHonest = answer.status === 503 && ASKS_OTHERS.test(path);
        if (answer.status >= 500 && !isHonest) failed.push(`${method} ${address} ${type} ${text}: ${answer.text}`);
        if (answer.status < 300) taken += 1;
        asked += 1;
      }
    }
    expect(failed).toEqual([]);
    expect(asked).toBeGreaterThan(800);
    // It was near enough to what is right to get somewhere.
    expect(taken).toBeGreaterThan(40);
    expect((await app.admin.get('/health/ready')).status).toBe(200);
  });
}

function queryOf({ parameters = [] }: Operation, hostile: Hostile): string {
  const names = parameters.filter((one) => one.in === 'query').map(({ name }) => name);
  if (names.length === 0 || hostile.pick([true, false])) return '';
  const given = [hostile.pick(names), hostile.pick([...names, 'nonsense'])];
  return `?${given.map((name) => `${name}=${hostile.queryValue()}`).join('&')}`;
}
