import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '@signalbox/contracts/common';
import type { BatchResult, Message } from '@signalbox/contracts/messages';
import type { SimCard } from '@signalbox/contracts/sim-cards';
import { Database } from '../../src/storage/typeorm/database.js';
import { RECIPIENT, TestApp } from '../app.js';
import { ChannelBench } from '../channel-bench.js';
import { until } from '../until.js';

const MANY = 2_000;

describe('a long queue', () => {
  let app: TestApp;
  let sim: SimCard;
  /** Of all that wait, in the order they came. */
  const ids: string[] = [];
  beforeAll(async () => {
    app = await TestApp.start();
    for (let stored = 0; stored < MANY; stored += 1_000) {
      const messages = Array.from({ length: 1_000 }, () => ({ to: RECIPIENT, text: 'x' }));
      const { body } = await app.admin.post<BatchResult>('/api/v1/messages/batch', { messages });
      ids.push(...body.data.map((item) => ('id' in item ? item.id : '')));
    }
    sim = (await app.admin.post<SimCard>('/api/v1/sim-cards', { number: '+254733000009' })).body;
  });
  afterAll(() => app?.stop());

  const reasons = async () => {
    const { body } = await app.admin.get<Page<Message>>('/api/v1/messages?status=queued&limit=500');
    return new Set(body.data.map(({ reason }) => reason));
  };
  const switchTo = (status: string) => app.admin.patch(`/api/v1/sim-cards/${sim.id}`, { status });
  /** How many rows were changed, but for those of some messages. */
  const changedBut = async (ids: string[]) => {
    const sql = `SELECT COUNT(*) AS count FROM messages WHERE version > 0 AND id NOT IN (${ids.map(() => '?').join(', ')})`;
    const [row] = await app.get(Database).read<{ count: number }>(sql, ids);
    return Number(row?.count);
  };
  /** Until the backlog reader has been at work once more. */
  const untilRead = async () => {
    const send_at = new Date(Date.now() + 50).toISOString();
    const { body } = await app.admin.post<{ id: string }>('/api/v1/messages', {
      to: RECIPIENT,
      text: 'later',
      send_at,
    });
    await app.reached(body.id, 'queued');
    return body.id;
  };

  it('says at once why it waits, whatever changes, and no row is written for it', async () => {
    const due: string[] = [];
    for (let turn = 0; turn < 2; turn++) {
      expect(await reasons()).toEqual(new Set(['every SIM card is offline: no worker holds it']));
      await switchTo('inactive');
      expect(await reasons()).toEqual(new Set(['every SIM card is inactive']));
      due.push(await untilRead());
      await switchTo('active');
      due.push(await untilRead());
    }
    // Those that became due are the only ones that may have changed.
    expect(await changedBut(due)).toBe(0);
  });

  it('says so in live updates, too', async () => {
    const live = await app.live({ token: app.admin.token, batch: true });
    const id = await app.send({ text: 'waits' });
    await until(() => live.updates(id).length > 0);
    expect(live.updates(id).at(-1)).toMatchObject({
      status: 'queued',
      reason: 'every SIM card is offline: no worker holds it',
    });
  });

  it('has what named a channel fail when that is removed, and accepts meanwhile', async () => {
    const { body: gone } = await app.admin.post<SimCard>('/api/v1/sim-cards', { number: '+254733000010' });
    const messages = Array.from({ length: 1_000 }, () => ({ to: RECIPIENT, text: 'x', sim_card_id: gone.id }));
    const { body } = await app.admin.post<BatchResult>('/api/v1/messages/batch', { messages });
    await app.admin.delete(`/api/v1/sim-cards/${gone.id}`);
    await app.send({ text: 'meanwhile' });
    const last = body.data.at(-1);
    const failed = await app.reached(last && 'id' in last ? last.id : '', 'failed');
    expect(failed.reason).toBe('its SIM card was removed');
    // Some at a time, in whatever order: in the end none is left.
    await until(async () => !(await reasons()).has('its SIM card was removed'));
  });

  it('leaves in its order when a channel comes', async () => {
    const bench = new ChannelBench(app);
    const channel = await bench.sim();
    await until(() => channel.worker.jobs.length === 100);
    expect(channel.worker.jobs.map(({ id }) => id)).toEqual(ids.slice(0, 100));
    expect(await reasons()).toEqual(new Set([null]));
    await bench.end();
    expect(await reasons()).toEqual(new Set(['every SIM card is offline']));
  });
});
