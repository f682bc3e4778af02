import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import type { SmsStatusUpdate } from '@signalbox/contracts/live';
import { afterEach, beforeEach, describe, expect, it, vi, type Mock } from 'vitest';
import { FakeSocket, idAt, timeAt, updateOf } from '../../testing/live';
import { sessionOf } from '../../testing/session';
import { GATHER_MS, Live, READ_ANEW_MS, RETRY_MS } from './live';
import { OPEN_LIVE, type OpenLive } from './live-connection';
import { SessionStore } from './session';

describe('the live socket', () => {
  let socket: FakeSocket;
  let opens: Mock<OpenLive>;
  let session: SessionStore;
  let live: Live;

  beforeEach(async () => {
    vi.useFakeTimers();
    localStorage.clear();
    sessionStorage.clear();
    socket = new FakeSocket();
    opens = vi.fn(socket.open);
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), { provide: OPEN_LIVE, useValue: opens }],
    });
    session = TestBed.inject(SessionStore);
    session.start(sessionOf('operator'), false);
    live = TestBed.inject(Live);
    TestBed.tick();
    await vi.advanceTimersByTimeAsync(0);
  });

  afterEach(() => vi.useRealTimers());

  it('shows its token and asks for batches', () => {
    expect(socket.auth).toEqual({ token: 'token-of-operator', batch: true });
  });

  it('follows the link', () => {
    expect(live.socket()).toBe('connecting');
    socket.receive('connect');
    expect(live.socket()).toBe('online');
    socket.receive('disconnect');
    expect(live.socket()).toBe('connecting');
    socket.receive('connect_error');
    expect(live.socket()).toBe('offline');
  });

  it('gathers packets into one batch, each message once', async () => {
    const batches: SmsStatusUpdate[][] = [];
    live.updates.subscribe((batch) => batches.push(batch));
    socket.receive('sms_status_update', { updates: [updateOf(), updateOf({ message_id: idAt(1) })] });
    socket.receive('sms_status_update', { updates: [updateOf({ status: 'sent', timestamp: timeAt(9) })] });
    expect(batches).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(GATHER_MS);
    expect(batches.map((batch) => batch.map(({ status }) => status))).toEqual([['sent', 'queued']]);
    await vi.advanceTimersByTimeAsync(GATHER_MS * 5);
    expect(batches).toHaveLength(1);
  });

  it('passes on how far number lists and programs are', () => {
    const heard: unknown[] = [];
    live.lists.subscribe((progress) => heard.push(progress));
    live.programs.subscribe((progress) => heard.push(progress));
    socket.receive('number_list_progress', { percent: 40 });
    socket.receive('program_progress', { program_id: 'a' });
    expect(heard).toEqual([{ percent: 40 }, { program_id: 'a' }]);
  });

  it('understands a server that sends one update a packet', async () => {
    const batches: SmsStatusUpdate[][] = [];
    live.updates.subscribe((batch) => batches.push(batch));
    socket.receive('sms_status_update', updateOf());
    await vi.advanceTimersByTimeAsync(GATHER_MS);
    expect(batches).toHaveLength(1);
  });

  it('tells when it is open, at first and after a cut: pages may have been read before', () => {
    const opened = vi.fn();
    live.opened.subscribe(opened);
    expect(opened).not.toHaveBeenCalled();
    socket.receive('connect');
    expect(opened).toHaveBeenCalledTimes(1);
    socket.receive('disconnect');
    socket.receive('connect');
    expect(opened).toHaveBeenCalledTimes(2);
  });

  it('tells the same when it could not keep up, now and then while that lasts', async () => {
    const opened = vi.fn();
    live.opened.subscribe(opened);
    for (let packet = 0; packet < 10; packet += 1) socket.receive('live_behind', { dropped: 7, timestamp: timeAt(0) });
    expect(opened).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(READ_ANEW_MS);
    expect(opened).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(READ_ANEW_MS * 3);
    expect(opened).toHaveBeenCalledTimes(2);
  });

  it('knows the broker from its own status, and from a worker that came', () => {
    const status = { channels: 4, timestamp: timeAt(0) };
    expect(live.broker()).toBe('unknown');
    socket.receive('worker_status', { ...status, status: 'offline', worker: 'site-a' });
    expect(live.broker()).toBe('unknown');
    socket.receive('worker_status', { ...status, status: 'online', worker: 'site-a' });
    expect(live.broker()).toBe('online');
    socket.receive('worker_status', { ...status, status: 'offline', worker: null });
    expect(live.broker()).toBe('offline');
  });

  it('knows nothing of the broker any more when the server is gone', () => {
    socket.receive('connect');
    socket.receive('worker_status', { status: 'online', worker: null, channels: 4, timestamp: timeAt(0) });
    expect(live.broker()).toBe('online');
    socket.receive('disconnect');
    expect(live.broker()).toBe('unknown');
  });

  it('tries again when its library cannot be fetched', async () => {
    const opening = vi.spyOn(socket, 'disconnect');
    opens.mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'));
    session.start(sessionOf('viewer'), false);
    TestBed.tick();
    await vi.advanceTimersByTimeAsync(0);
    expect([live.socket(), opening.mock.calls.length]).toEqual(['offline', 1]);
    await vi.advanceTimersByTimeAsync(RETRY_MS);
    TestBed.tick();
    await vi.advanceTimersByTimeAsync(0);
    socket.receive('connect');
    expect([live.socket(), opens.mock.calls.length]).toEqual(['online', 3]);
  });

  it('tells what became of a channel', () => {
    const told = vi.fn();
    live.channels.subscribe(told);
    const status = { id: 3, kind: 'sim', online: false, trouble: 'it wants its PUK' };
    socket.receive('channel_status', status);
    expect(told).toHaveBeenCalledExactlyOnceWith(status);
  });

  it('asks for the broker as soon as it is connected', () => {
    socket.receive('connect');
    const body = { status: 'unavailable', checks: { database: 'ok', broker: 'unavailable' } };
    const server = TestBed.inject(HttpTestingController);
    server.expectOne('/health/ready').flush(body, { status: 503, statusText: 'Service Unavailable' });
    expect(live.broker()).toBe('offline');
    socket.receive('connect');
    server.expectOne('/health/ready').flush({ status: 'ok', checks: { database: 'ok', broker: 'ok' } });
    expect(live.broker()).toBe('online');
  });

  it('tries again after a refusal, and finds out whether the session is over', async () => {
    socket.active = false;
    socket.receive('connect_error');
    expect(live.socket()).toBe('offline');
    TestBed.inject(HttpTestingController).expectOne('/api/v1/auth/me');
    expect(socket.connects).toBe(0);
    await vi.advanceTimersByTimeAsync(RETRY_MS);
    expect(socket.connects).toBe(1);
  });

  it('stays closed after a refusal once the session has ended', async () => {
    socket.active = false;
    socket.receive('disconnect');
    session.end();
    TestBed.tick();
    await vi.advanceTimersByTimeAsync(RETRY_MS * 2);
    expect(socket.connects).toBe(0);
  });

  it('closes when the session ends', async () => {
    socket.receive('connect');
    session.end();
    TestBed.tick();
    await vi.advanceTimersByTimeAsync(0);
    expect(socket.disconnected).toBe(true);
    expect(live.socket()).toBe('offline');
  });
});
