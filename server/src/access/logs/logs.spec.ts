import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AuthEvents } from '../auth/auth.events.js';
import { DAY } from '../../platform/common/clock.js';
import { AuthLogService } from './auth-log.service.js';
import { LogRetentionService } from './log-retention.service.js';
import { type LogEntry, LogRepository, type NewLogEntry } from './log.repository.js';
import { SystemLogService } from './system-log.service.js';

class KeptLogs extends LogRepository {
  entries: NewLogEntry[] = [];
  swept: number[] = [];

  override add(entry: NewLogEntry): Promise<void> {
    this.entries.push(entry);
    return Promise.resolve();
  }
  override list(): Promise<LogEntry[]> {
    return Promise.resolve([]);
  }
  override sweep(before: number): Promise<void> {
    this.swept.push(before);
    return Promise.resolve();
  }
}

describe('the system log', () => {
  const NOW = Date.parse('2026-11-22T10:00:00Z');
  let logs: KeptLogs;

  beforeEach(() => {
    jest.useFakeTimers({ now: NOW });
    logs = new KeptLogs();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('holds what happened at the sign-in, failures as failed', () => {
    const events = new AuthEvents();
    const listener = new AuthLogService(events, new SystemLogService(logs));
    events.logged.next({
      action: 'sign_in',
      details: 'user "ann": signed in',
      status: 'success',
      userId: 7,
      address: '10.0.0.1',
    });
    events.logged.next({ action: 'sign_in', details: 'unknown name', status: 'failed', userId: null, address: null });
    listener.onModuleDestroy();
    events.logged.next({
      action: 'user_deleted',
      details: 'after the end',
      status: 'success',
      userId: 1,
      address: null,
    });
    expect(logs.entries).toEqual([
      {
        action: 'sign_in',
        details: 'user "ann": signed in, from 10.0.0.1',
        status: 'ok',
        senderSim: null,
        userId: 7,
        createdAt: NOW,
      },
      { action: 'sign_in', details: 'unknown name', status: 'failed', senderSim: null, userId: null, createdAt: NOW },
    ]);
  });

  it('drops what is older than 90 days at the start and every day after', () => {
    const retention = new LogRetentionService(logs);
    retention.onApplicationBootstrap();
    jest.advanceTimersByTime(DAY);
    retention.onModuleDestroy();
    jest.advanceTimersByTime(DAY);
    expect(logs.swept).toEqual([NOW - 90 * DAY, NOW - 89 * DAY]);
  });
});
