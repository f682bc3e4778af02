import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Job } from '@signalbox/contracts/bus';
import type { Pdu, Session } from 'smpp';
import { Broker, Peer, until, WorkerProcess } from './harness.js';
import { jobOf, KEY } from './smpp/driver-rig.js';
import { Smsc } from './smpp/smsc.js';

/** Keeps what it has for us until it is acknowledged, over all connections, as an SMSC does. */
class KeepingSmsc extends Smsc {
  private readonly kept = new Map<string, { fields: object; session: Session | null }>();

  keep(name: string, fields: object): void {
    this.kept.set(name, { fields, session: null });
  }
  /** Delivers what was not delivered over the connection that there is now. */
  readonly push = (): void => {
    const session = this.sessions.at(-1);
    if (!session) return;
    for (const [name, one] of this.kept) {
      if (one.session === session) continue;
      one.session = session;
      session.deliver_sm(one.fields, (answer: Pdu) => {
        if (answer.command_status === 0) this.kept.delete(name);
      });
    }
  };
  get left(): number {
    return this.kept.size;
  }
}

let broker: Broker;
let peer: Peer;
let worker: WorkerProcess;
let smsc: KeepingSmsc;
let pushing: NodeJS.Timeout;

beforeEach(async () => {
  broker = new Broker();
  await broker.start();
  smsc = new KeepingSmsc();
  await smsc.start();
  pushing = setInterval(smsc.push, 10);
  peer = new Peer(broker, 'w1');
  worker = new WorkerProcess(broker, 'w1');
});
afterEach(async () => {
  clearInterval(pushing);
  await worker.dispose();
  await peer.client.endAsync(true);
  await smsc.stop();
  await broker.stop();
});

function start(): void {
  const config = join(worker.folder, 'worker.json');
  const settings = { host: '127.0.0.1', port: smsc.port, system_id: 'w1', window: 50 };
  const account = { key: KEY, driver: 'smpp', settings, secrets: { password: '${SMSC_PASSWORD}' } };
  writeFileSync(config, JSON.stringify({ providers: [account] }));
  worker.start({ WORKER_CONFIG: config, SMSC_PASSWORD: 'secret', SIMULATOR_SIMS: '0' });
}
const isOnline = () => {
  const state = peer.states.at(-1);
  return state?.status === 'online' && state.channels.some(({ key, online }) => key === KEY && online);
};

it('loses and doubles nothing when it is killed with -9 in the middle: what was under way is uncertain', async () => {
  smsc.reaction = (submit, session) => {
    const text = String(submit.short_message.message);
    setTimeout(() => {
      const id = smsc.nextId();
      smsc.take(submit, session, id);
      const report = `id:${id} sub:001 dlvrd:001 submit date:2611221200 done date:2611221200 stat:DELIVRD err:000 text:`;
      smsc.keep(text, { source_addr: submit.destination_addr, esm_class: 4, short_message: report });
    }, 5);
  };
  start();
  await until('it is online', isOnline);
  const jobs = Array.from({ length: 1500 }, (_, index): Job =>
    jobOf({ text: `n${index}`, to: `+2547${String(index).padStart(8, '0')}` }),
  );
  const unheard = () => {
    const heard = new Set(peer.events.map(({ id }) => id));
    return jobs.filter(({ id }) => !heard.has(id));
  };
  const sendUnheard = async () => {
    for (let i = 0, left = unheard(); i < left.length; i += 100) await peer.send(left.slice(i, i + 100));
  };
  const confirming = setInterval(() => {
    if (peer.events.length > 0) void peer.confirm();
  }, 100);
  for (let round = 0; round < 4; round += 1) {
    const before = smsc.submits.length;
    // What comes in meanwhile comes again until it is acknowledged.
    const number = { source_addr_ton: 1, source_addr: `25470000000${round}` };
    smsc.keep(`in ${round}`, { ...number, short_message: `in ${round}` });
    for (const part of [1, 2]) {
      const udh = Buffer.from([5, 0, 3, round, 2, part]);
      smsc.keep(`long ${round} ${part}`, {
        ...number,
        esm_class: 0x40,
        short_message: { udh, message: `long ${part} ` },
      });
    }
    await sendUnheard();
    await until('some came', () => smsc.submits.length > before + 40);
    await worker.end('SIGKILL');
    peer.states.length = 0;
    start();
    await until('it is online again', isOnline);
  }
  const ends = () => {
    const over = peer.events.filter(({ type }) => type === 'delivered' || type === 'uncertain');
    return new Map(over.map(({ id, type }) => [id, type]));
  };
  const again = setInterval(() => void sendUnheard(), 1000);
  await until('every message has its end', () => ends().size === jobs.length);
  clearInterval(again);
  await until('the SMSC is rid of all it had', () => smsc.left === 0);
  clearInterval(confirming);

  const { texts } = smsc;
  expect(new Set(texts).size).toBe(texts.length);
  const came = new Set(texts);
  const became = ends();
  const uncertain = jobs.filter(({ id }) => became.get(id) === 'uncertain');
  for (const { id, text } of jobs) if (became.get(id) === 'delivered') expect(came.has(text)).toBe(true);
  // What was claimed and had not left is uncertain too: at each kill no more than the window.
  expect(uncertain.length).toBeGreaterThan(0);
  expect(uncertain.filter(({ text }) => !came.has(text)).length).toBeLessThanOrEqual(4 * 50);
  expect(peer.events.filter(({ type }) => type === 'failed')).toEqual([]);

  const inbound = new Map(
    peer.events.flatMap((event) => (event.type === 'inbound' ? [[event.id, event] as const] : [])),
  );
  const said = [...inbound.values()].map(({ from, text }) => `${from} ${text}`).sort();
  const expected = [0, 1, 2, 3].flatMap((n) => [`+25470000000${n} in ${n}`, `+25470000000${n} long 1 long 2 `]);
  expect(said).toEqual(expected);
  expect(worker.log).not.toContain('secret');
});
