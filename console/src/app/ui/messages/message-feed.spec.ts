import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import type { SmsStatusUpdate } from '@signalbox/contracts/live';
import type { Message } from '@signalbox/contracts/messages';
import { Subject } from 'rxjs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { idAt, timeAt, updateOf } from '../../../testing/live';
import { Live } from '../../core/live';
import { LIVE_ROWS, MessageFeed, REASONS_MS } from './message-feed';
import { NO_LIMITS, type MessageFilter } from './message-row';

const message = (at: number): Message => ({
  id: idAt(at),
  direction: 'outbound',
  status: 'queued',
  from: null,
  to: '+254712345678',
  text: 'hello',
  encoding: 'gsm7',
  segments: 1,
  priority: 'normal',
  sim_card_id: null,
  provider_id: null,
  failover: false,
  flash: false,
  ignore_suppression: false,
  client_ref: null,
  reason: null,
  can_reply: false,
  attempts: 0,
  max_attempts: 3,
  created_at: timeAt(at),
  updated_at: timeAt(at),
  send_at: null,
  expires_at: null,
});
const outbox: MessageFilter = { direction: 'outbound', ...NO_LIMITS };

describe('a feed of messages', () => {
  const updates = new Subject<SmsStatusUpdate[]>();
  const opened = new Subject<void>();
  const channels = new Subject<unknown>();
  let feed: MessageFeed;
  let server: HttpTestingController;

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        MessageFeed,
        { provide: Live, useValue: { updates, opened, channels } },
      ],
    });
    feed = TestBed.inject(MessageFeed);
    server = TestBed.inject(HttpTestingController);
  });

  const answer = async (data: Message[], next_cursor: string | null, reading: Promise<void>) => {
    const request = server.expectOne(({ url }) => url === '/api/v1/messages');
    request.flush({ data, next_cursor });
    await reading;
    return request.request.params;
  };
  const rows = () => feed.rows() ?? [];
  const ids = () => rows().map(({ id }) => id);

  it('reads its first page with its filter', async () => {
    const params = await answer([message(2), message(1)], null, feed.show({ ...outbox, status: 'queued' }));
    expect(params.toString()).toBe('direction=outbound&status=queued&limit=50');
    expect(ids()).toEqual([idAt(2), idAt(1)]);
    expect([feed.more(), feed.loading()]).toEqual([false, false]);
  });

  it('goes on at the cursor', async () => {
    await answer([message(3)], 'next', feed.show(outbox));
    const params = await answer([message(2), message(1)], null, feed.readOn());
    expect(params.get('cursor')).toBe('next');
    expect(ids()).toEqual([idAt(3), idAt(2), idAt(1)]);
  });

  it('shows what happened while the page was being read', async () => {
    const reading = feed.show(outbox);
    updates.next([updateOf({ message_id: idAt(1), status: 'sent', timestamp: timeAt(5) })]);
    updates.next([updateOf({ message_id: idAt(9), timestamp: timeAt(9) })]);
    await answer([message(1)], null, reading);
    expect(rows().map(({ id, status }) => [id, status])).toEqual([
      [idAt(9), 'queued'],
      [idAt(1), 'sent'],
    ]);
  });

  it('reads again why messages wait when channels come or go, once in a while, and changes nothing else', async () => {
    vi.useFakeTimers();
    const offline = { ...message(2), reason: 'every SIM card is offline' };
    await answer([offline, { ...message(1), status: 'sent' }], null, feed.show(outbox));
    for (let count = 0; count < 5; count++) channels.next({});
    await vi.advanceTimersByTimeAsync(REASONS_MS);
    const request = server.expectOne(({ url }) => url === '/api/v1/messages');
    expect(request.request.params.get('limit')).toBe('2');
    request.flush({
      data: [message(3), message(2), { ...message(1), status: 'sent', reason: 'x' }],
      next_cursor: null,
    });
    await vi.advanceTimersByTimeAsync(0);
    expect(rows().map(({ id, reason }) => [id, reason])).toEqual([
      [idAt(2), null],
      [idAt(1), null],
    ]);
    vi.useRealTimers();
  });

  it('reads again why each message waits that is shown, also beyond the largest page', async () => {
    vi.useFakeTimers();
    const all = Array.from({ length: 600 }, (_, index) => ({ ...message(1_000 - index), reason: 'offline' }));
    await answer(all.slice(0, 50), 'after 50', feed.show(outbox));
    await answer(all.slice(50), 'after 600', feed.readOn());
    channels.next({});
    await vi.advanceTimersByTimeAsync(REASONS_MS);
    const part = async (from: number, to: number, cursor: string | null) => {
      const request = server.expectOne(({ url }) => url === '/api/v1/messages');
      request.flush({ data: all.slice(from, to).map((one) => ({ ...one, reason: null })), next_cursor: `after ${to}` });
      await vi.advanceTimersByTimeAsync(0);
      const { params } = request.request;
      expect([params.get('limit'), params.get('cursor')]).toEqual([String(to - from), cursor]);
    };
    await part(0, 500, null);
    await part(500, 600, 'after 500');
    expect(rows().filter(({ reason }) => reason !== null)).toEqual([]);
    expect(rows()).toHaveLength(600);
    vi.useRealTimers();
  });

  it('does not ask why when nothing that is shown waits', async () => {
    vi.useFakeTimers();
    await answer([{ ...message(1), status: 'sent' }], null, feed.show(outbox));
    channels.next({});
    await vi.advanceTimersByTimeAsync(REASONS_MS);
    server.expectNone(({ url }) => url === '/api/v1/messages');
    vi.useRealTimers();
  });

  it('drops the answer to a filter that was changed meanwhile', async () => {
    const first = feed.show(outbox);
    const second = feed.show({ ...outbox, number: '0712' });
    const [old, current] = server.match(({ url }) => url === '/api/v1/messages');
    current?.flush({ data: [message(2)], next_cursor: null });
    await second;
    old?.flush({ data: [message(1)], next_cursor: 'x' });
    await first;
    expect(ids()).toEqual([idAt(2)]);
    expect(feed.more()).toBe(false);
  });

  it('lets the oldest rows go under a flood, and finds them again without a gap', async () => {
    await answer([message(1)], null, feed.show(outbox));
    const flood = Array.from({ length: LIVE_ROWS + 50 }, (_, index) =>
      updateOf({ message_id: idAt(100 + index), timestamp: timeAt(100 + index) }),
    );
    updates.next(flood);
    expect(feed.rows()).toHaveLength(LIVE_ROWS);
    expect(feed.more()).toBe(true);
    const last = rows().at(-1);
    const params = await answer([message(150), message(149)], null, feed.readOn());
    expect(last?.id).toBe(idAt(150));
    expect(params.get('until')).toBe(timeAt(151));
    expect(params.has('cursor')).toBe(false);
    expect(ids().slice(-2)).toEqual([idAt(150), idAt(149)]);
  });

  it('reads on when a page holds only what is shown, as after a batch of one millisecond', async () => {
    await answer([], null, feed.show(outbox));
    const twins = Array.from({ length: LIVE_ROWS + 1 }, (_, index) => ({
      ...message(7),
      id: idAt(7).slice(0, -4) + String(1_000 + index),
    }));
    updates.next(twins.map(({ id }) => updateOf({ message_id: id, timestamp: timeAt(7) })));
    expect(feed.rows()).toHaveLength(LIVE_ROWS);
    const reading = feed.readOn();
    const flush = (data: Message[], next_cursor: string | null) =>
      server.expectOne(({ url }) => url === '/api/v1/messages').flush({ data, next_cursor });
    flush(twins.slice(-10), 'deeper');
    await new Promise((resolve) => setTimeout(resolve));
    flush(twins.slice(0, 1), null);
    await reading;
    expect(ids().at(-1)).toBe(twins[0]?.id);
    expect(feed.rows()).toHaveLength(LIVE_ROWS + 1);
  });

  it('reads again when the socket is back', async () => {
    await answer([message(1)], null, feed.show(outbox));
    opened.next();
    server.expectOne(({ url }) => url === '/api/v1/messages').flush({ data: [message(2)], next_cursor: null });
    await new Promise((resolve) => setTimeout(resolve));
    expect(ids()).toEqual([idAt(2)]);
  });

  it('keeps all that was loaded when it reads again', async () => {
    await answer([message(3)], 'next', feed.show(outbox));
    await answer(
      Array.from({ length: 60 }, (_, index) => message(100 + index)),
      null,
      feed.readOn(),
    );
    opened.next();
    const request = server.expectOne(({ url }) => url === '/api/v1/messages');
    expect(request.request.params.get('limit')).toBe('61');
  });

  it('does not pass what is new for the whole list when its first page failed', async () => {
    const reading = feed.show(outbox);
    server.expectOne(({ url }) => url === '/api/v1/messages').flush(null, { status: 503, statusText: 'Busy' });
    await reading;
    updates.next([updateOf({ message_id: idAt(9), timestamp: timeAt(9) })]);
    expect([feed.rows(), feed.failure()?.status]).toEqual([null, 503]);
  });

  it('keeps its rows and says what went wrong when a read fails', async () => {
    await answer([message(1)], 'next', feed.show(outbox));
    const reading = feed.readOn();
    server.expectOne(({ url }) => url === '/api/v1/messages').flush(null, { status: 503, statusText: 'Busy' });
    await reading;
    expect(feed.failure()?.status).toBe(503);
    expect(ids()).toEqual([idAt(1)]);
  });
});
