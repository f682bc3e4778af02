import { beforeEach, describe, expect, it } from '@jest/globals';
import { Subject } from 'rxjs';
import { channelWith } from '../../../../test/channels.js';
import { NOON, messageWith } from '../../../../test/messages.js';
import type { ChannelsService } from '../../sim-cards/channels.service.js';
import type { Message } from '../message.js';
import type { MessageRepository } from '../message.repository.js';
import { SmsEvents, type Strays } from '../sms.events.js';
import type { ChangeWriterService } from '../status/change-writer.service.js';
import type { WorkersEvents } from '../../workers/workers.events.js';
import { InFlightService } from './in-flight.service.js';
import type { JobOutboxService } from './job-outbox.service.js';
import { StraySweepService } from './stray-sweep.service.js';

const MINUTE = 60_000;

describe('the sweep of strays', () => {
  let rows: Map<string, Message>;
  let jobs: string[];
  let told: Strays[];
  let inFlight: InFlightService;
  let sweep: StraySweepService;
  const channel = channelWith({ id: 1 });

  beforeEach(() => {
    [rows, jobs, told] = [new Map(), [], []];
    channel.inFlight = 0;
    const stored = () => [...rows.values()].map((row, index) => ({ ...row, seq: index + 1, history: '' }));
    const repository = {
      findMany: (ids: string[]) => Promise.resolve(stored().filter(({ id }) => ids.includes(id))),
      dispatchedIds: (after: number, limit: number) =>
        Promise.resolve(
          stored()
            .filter(({ seq, status }) => seq > after && status === 'dispatched')
            .slice(0, limit),
        ),
    } as unknown as MessageRepository;
    const channels = { find: () => channel, hasWorker: () => true } as unknown as ChannelsService;
    const outbox = { add: ({ id }: Message) => jobs.push(id) } as unknown as JobOutboxService;
    const events = new SmsEvents();
    events.strays.subscribe((strays) => told.push(strays));
    inFlight = new InFlightService(
      repository,
      channels,
      outbox,
      { sessionBegan: new Subject() } as unknown as WorkersEvents,
      {} as ChangeWriterService,
    );
    sweep = new StraySweepService(repository, inFlight, events);
  });

  /** A row of its own, as the database has it. */
  const dispatched = (fields: Partial<Message> = {}): Message => {
    const message = messageWith({ status: 'dispatched', attempt: 1, channelId: 1, ...fields });
    rows.set(message.id, { ...message });
    return message;
  };

  it('takes up what is dispatched in the database and held by nobody, once, and says how old it is', async () => {
    const strays = Array.from({ length: 1200 }, () => dispatched());
    const kept = dispatched();
    inFlight.dispatch(kept);
    jobs = [];
    expect(await sweep.sweep(NOON + MINUTE)).toEqual({ adopted: 1200, dropped: 0, oldestMs: MINUTE });
    expect(jobs.sort()).toEqual(strays.map(({ id }) => id).sort());
    expect(channel.inFlight).toBe(1200);
    expect(await sweep.sweep(NOON + 2 * MINUTE)).toEqual({ adopted: 0, dropped: 0, oldestMs: 0 });
    expect(told).toHaveLength(2);
  });

  it('leaves alone what was dispatched a moment ago: its commit may be on its way', async () => {
    const message = dispatched();
    expect(await sweep.sweep(NOON + 5_000)).toMatchObject({ adopted: 0 });
    expect(inFlight.has(message.id)).toBe(false);
  });

  it('does not count one twice whose commit is answered after it was taken up', async () => {
    const message = dispatched();
    channel.reserve(NOON);
    await sweep.sweep(NOON + MINUTE);
    inFlight.dispatch(message);
    expect(channel.inFlight).toBe(1);
  });

  it('lets go what has left its worker without a word here, when it has been so twice', async () => {
    const message = dispatched();
    channel.reserve(NOON);
    inFlight.dispatch(message);
    rows.set(message.id, { ...message, status: 'delivered', version: 1 });
    expect(await sweep.sweep(NOON + MINUTE)).toMatchObject({ dropped: 0 });
    expect(inFlight.has(message.id)).toBe(true);
    expect(await sweep.sweep(NOON + 2 * MINUTE)).toMatchObject({ dropped: 1 });
    expect(inFlight.has(message.id)).toBe(false);
    expect(channel.inFlight).toBe(0);
  });

  it('keeps what is dispatched in both, and what changed here meanwhile', async () => {
    const [same, newer] = [dispatched(), dispatched()];
    for (const message of [same, newer]) inFlight.dispatch(message);
    await sweep.sweep(NOON + MINUTE);
    rows.set(newer.id, { ...newer, status: 'sent', version: 1 });
    await sweep.sweep(NOON + 2 * MINUTE);
    // Its change is answered only now.
    Object.assign(newer, { status: 'sent', version: 1 });
    expect(await sweep.sweep(NOON + 3 * MINUTE)).toMatchObject({ dropped: 0 });
    expect([inFlight.has(same.id), inFlight.has(newer.id)]).toEqual([true, true]);
  });
});
