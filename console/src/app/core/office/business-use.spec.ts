import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SessionStore } from '../session';
import { BusinessUse } from './business-use';
import { FiguresApi } from './figures.api';

describe('whether the business is used', () => {
  const summary = vi.fn<() => Promise<{ used: boolean }>>();
  const can = vi.fn<() => boolean>();
  const begin = (): BusinessUse => {
    TestBed.resetTestingModule();
    TestBed.configureTestingModule({
      providers: [
        { provide: FiguresApi, useValue: { summary } },
        { provide: SessionStore, useValue: { can } },
      ],
    });
    return TestBed.inject(BusinessUse);
  };
  beforeEach(() => {
    localStorage.clear();
    summary.mockReset().mockResolvedValue({ used: false });
    can.mockReset().mockReturnValue(true);
  });
  afterEach(() => localStorage.clear());

  it('is asked for until it is, and remembered then', async () => {
    const use = begin();
    await use.look();
    expect(use.used()).toBe(false);
    summary.mockRejectedValueOnce(new Error('away'));
    await use.look();
    expect(use.used()).toBe(false);
    summary.mockResolvedValue({ used: true });
    await use.look();
    expect(use.used()).toBe(true);
    await use.look();
    expect(summary).toHaveBeenCalledTimes(3);
    expect(begin().used()).toBe(true);
  });

  it('is not asked for by who may not know', async () => {
    can.mockReturnValue(false);
    const use = begin();
    await use.look();
    expect([use.used(), summary.mock.calls.length]).toEqual([false, 0]);
  });
});
