import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { OutboxDetail } from '@signalbox/contracts/outbox';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { OutboxDialog } from './outbox.dialog';

const ITEM: OutboxDetail = {
  id: '01a2045f-2ef3-7000-b76e-996b55adfdfb',
  ...{ kind: 'alert-telegram', topic: 'channel 3', status: 'failed', attempts: 1, error: '401: Unauthorized' },
  due_at: '2026-11-30T10:00:00.000Z',
  deadline: '2026-11-30T11:00:00.000Z',
  created_at: '2026-11-30T09:00:00.000Z',
  ended_at: '2026-11-30T10:00:01.000Z',
  payload: { channel: 3 },
  log: [{ attempt: 1, began_at: '2026-11-30T10:00:00.000Z', ended_at: null, outcome: 'refused', note: 'wrong token' }],
};

describe('one thing that left, or did not', () => {
  const read = vi.fn(() => Promise.resolve(ITEM));
  const replay = vi.fn(() => Promise.resolve(true));
  const close = vi.fn();
  let fixture: ComponentFixture<OutboxDialog>;

  beforeEach(() => {
    for (const each of [read, replay, close]) each.mockClear();
    TestBed.configureTestingModule({
      providers: [
        { provide: MAT_DIALOG_DATA, useValue: { read, replay } },
        { provide: MatDialogRef, useValue: { close } },
      ],
    });
  });

  const settle = async () => {
    await new Promise((done) => setTimeout(done));
    await fixture.whenStable();
  };
  const open = async (item: Partial<OutboxDetail> = {}) => {
    read.mockResolvedValue({ ...ITEM, ...item });
    fixture = TestBed.createComponent(OutboxDialog);
    await settle();
  };
  const page = () => fixture.nativeElement as HTMLElement;
  const again = () => [...page().querySelectorAll('button')].find((one) => one.textContent?.trim() === 'Send again');

  it('says why, with its attempts and what is in it', async () => {
    await open();
    for (const words of ['Alert by Telegram', '401: Unauthorized', 'refused: wrong token', '"channel": 3']) {
      expect(page().textContent).toContain(words);
    }
  });

  it('is sent once more by a press, and closes', async () => {
    await open();
    again()?.click();
    await settle();
    expect(replay).toHaveBeenCalledTimes(1);
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('stays open, as it is by then, when that was refused', async () => {
    await open();
    replay.mockResolvedValueOnce(false);
    read.mockResolvedValue({ ...ITEM, status: 'waiting', error: null });
    again()?.click();
    await settle();
    expect(close).not.toHaveBeenCalled();
    expect(page().textContent).toContain('Waits');
    expect(again()).toBeUndefined();
  });

  it('is not sent again while it waits anyway', async () => {
    await open({ status: 'waiting', ended_at: null });
    expect(again()).toBeUndefined();
  });
});
