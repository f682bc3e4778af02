import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Job, RequestPacket } from '@signalbox/contracts/bus';
import { Broker, Peer, until, WorkerProcess } from './harness.js';
import { AdvantaServer, HttpProvider } from './http-provider.js';

const REQUESTS = 64;

describe('a worker with HTTP accounts, as a process', () => {
  let broker: Broker;
  let peer: Peer;
  let worker: WorkerProcess;
  let providers: HttpProvider[] = [];

  beforeEach(async () => {
    broker = new Broker();
    await broker.start();
    peer = new Peer(broker, 'w1');
    worker = new WorkerProcess(broker, 'w1');
  });
  afterEach(async () => {
    await worker.dispose();
    await peer.client.endAsync(true);
    await broker.stop();
    await Promise.all(providers.map((provider) => provider.stop()));
    providers = [];
  });

  const begin = (...accounts: object[]) => {
    const file = join(worker.folder, 'worker.json');
    writeFileSync(file, JSON.stringify({ providers: accounts }));
    worker.start({
      WORKER_CONFIG: file,
      HTTP_ALLOWED_PRIVATE: '127.0.0.1',
      SIMULATOR_SIMS: '0',
      WORKER_KEY: 'key-of-the-account',
    });
  };
  const advanta = (url: string, over: object = {}) => ({
    driver: 'http',
    key: 'http:advanta',
    sender: 'SHOP',
    settings: { profile: 'advanta', base_url: url, partner_id: '7', ...over },
    secrets: { api_key: '${WORKER_KEY}' },
  });
  const generic = (url: string) => ({
    driver: 'http',
    key: 'http:generic',
    window: 1000,
    settings: { profile: 'generic', url: `${url}/{{id}}`, answer: {} },
  });
  const started = async <T extends HttpProvider>(provider: T): Promise<T> => {
    await provider.start();
    providers.push(provider);
    return provider;
  };
  const ask = (type: RequestPacket['type'], channel: string, argument: string | null = null) =>
    peer.ask(type, channel, argument);
  const endOf = (id: string) =>
    peer.events.find((event) => event.id === id && ['sent', 'uncertain', 'failed', 'expired'].includes(event.type));

  it('sends by the account of its file, tells of it, and takes its reports also after a kill -9', async () => {
    const provider = await started(new AdvantaServer());
    begin(advanta(provider.url));
    const { channels } = await peer.online();
    expect(channels).toEqual([
      expect.objectContaining({ key: 'http:advanta', kind: 'provider', driver: 'http', online: true }),
    ]);
    const [one, two] = await peer.jobs(2);
    if (!one || !two) throw new Error('no jobs');
    await peer.send([one]);
    await peer.send([two]);
    await until('both are sent', () => [one, two].every(({ id }) => endOf(id)));
    expect(await ask('balance', 'http:advanta')).toMatchObject({ ok: true, result: '545.00 credits' });
    const call = (messageid: unknown) =>
      JSON.stringify({
        method: 'POST',
        query: {},
        content_type: 'application/json',
        body: JSON.stringify({ messageid, description: 'DeliveredToTerminal' }),
      });
    const refOf = (job: Job) => {
      const event = peer.events.find(({ id, type }) => id === job.id && type === 'sent');
      return event?.type === 'sent' ? event.ref : null;
    };
    expect(await ask('report', 'http:advanta', call(refOf(one)))).toMatchObject({ ok: true, result: 'taken: 1 of 1' });
    await worker.end('SIGKILL');
    const before = peer.states.length;
    begin(advanta(provider.url));
    await until('it is back', () => peer.states.slice(before).some(({ status }) => status === 'online'));
    expect(await ask('report', 'http:advanta', call(refOf(two)))).toMatchObject({ ok: true, result: 'taken: 1 of 1' });
    expect(await ask('report', 'http:advanta', call(refOf(two)))).toMatchObject({ ok: true, result: 'not ours' });
    await until('both are delivered', () => peer.ended([one, two]));
    expect(provider.taken).toHaveLength(2);
    expect(worker.log + JSON.stringify([peer.packets, peer.states, peer.replies])).not.toContain('key-of');
  });

  it.each(['one by one', 'in bulk'])(
    'loses and doubles nothing when it is killed with -9 in the middle, sending %s: what was under way is uncertain',
    async (how) => {
      const bulk = how === 'in bulk';
      const sent: string[] = [];
      const slowly = new HttpProvider(({ url, body }, response) => {
        const ids = bulk ? idsIn(body) : [url.slice(1)];
        sent.push(...ids);
        const responses = ids.map((clientsmsid, i) => ({
          'response-code': 200,
          messageid: sent.length + i,
          clientsmsid,
        }));
        setTimeout(() => response.end(JSON.stringify({ responses })), 25);
      });
      const { url } = await started(slowly);
      const account = bulk ? advanta(url, { bulk_size: 10 }) : generic(url);
      begin(account);
      const jobs = await peer.jobs(2000);
      const unheard = () => jobs.filter(({ id }) => peer.historyOf(id).length === 0);
      for (let round = 0; round < 4; round += 1) {
        const seen = sent.length;
        const left = unheard();
        for (let i = 0; i < left.length; i += 100) await peer.send(left.slice(i, i + 100));
        await until('some leave', () => sent.length > seen + 100 || sent.length > jobs.length - 100);
        await worker.end('SIGKILL');
        begin(account);
      }
      const rest = unheard();
      if (rest.length > 0) await peer.send(rest);
      const confirming = setInterval(() => void peer.confirm(), 250);
      await until('each has an end', () => jobs.every(({ id }) => endOf(id)));
      clearInterval(confirming);

      const ends = Map.groupBy(jobs, ({ id }) => endOf(id)?.type);
      const [taken, uncertain] = [ends.get('sent') ?? [], ends.get('uncertain') ?? []];
      expect([...ends.keys()].sort()).toEqual(['sent', 'uncertain']);
      expect(uncertain.length).toBeGreaterThan(0);
      // At each kill the requests under way, and the answers of the last moment, which were not in the journal yet.
      expect(uncertain.length).toBeLessThan(4 * 3 * (bulk ? 80 : REQUESTS));
      expect(new Set(sent).size).toBe(sent.length);
      const known = new Set([...taken, ...uncertain].map(({ id }) => id));
      expect(sent.filter((id) => !known.has(id))).toEqual([]);
      expect(taken.filter(({ id }) => !sent.includes(id))).toEqual([]);
    },
  );
});

/** In bulk the ids are told; a message alone carries none, and is known by its text. */
function idsIn(body: string): string[] {
  const { smslist, mobile } = JSON.parse(body) as { smslist?: { clientsmsid: string }[]; mobile?: string };
  return smslist ? smslist.map(({ clientsmsid }) => clientsmsid) : [mobile ?? ''];
}
