import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Push } from '@signalbox/contracts/office/mpesa';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { PageOf } from '../../core/api';
import { MpesaApi } from '../../core/office/mpesa.api';
import { PushList } from './push-list';

const pushOf = (id: number, status: Push['status']) =>
  ({ id, status, amount: 100, currency: 'KES', phone: '+254712345678', created_at: '2026-11-30T09:00:00Z' }) as Push;

describe('what a phone was asked for', () => {
  let fixture: ComponentFixture<PushList>;
  let all: Push[];
  const told = vi.fn();
  const pushes = vi.fn((_: unknown, { limit, cursor }: PageOf) => {
    const from = Number(cursor ?? 0);
    const data = all.slice(from, from + limit);
    return Promise.resolve({ data, next_cursor: from + limit < all.length ? String(from + limit) : null });
  });

  beforeEach(async () => {
    told.mockClear();
    all = Array.from({ length: 12 }, (_, index) => pushOf(12 - index, index === 0 ? 'pending' : 'paid'));
    const api = { pushes };
    TestBed.configureTestingModule({ providers: [provideRouter([]), { provide: MpesaApi, useValue: api }] });
    fixture = TestBed.createComponent(PushList);
    fixture.componentInstance.told.subscribe(told);
    await of(3);
  });

  const settle = async () => {
    await fixture.whenStable();
    await new Promise((done) => setTimeout(done));
    await fixture.whenStable();
  };
  const of = async (customer_id: number) => {
    fixture.componentRef.setInput('limits', { customer_id });
    await settle();
  };
  const page = () => fixture.nativeElement as HTMLElement;
  const shown = () => page().querySelectorAll('li').length;
  const more = async () => {
    page().querySelector<HTMLButtonElement>('section > button')?.click();
    await settle();
  };

  it('begins with the last five, and goes on to the first', async () => {
    expect(shown()).toBe(5);
    await more();
    await more();
    expect(shown()).toBe(12);
    expect(page().querySelector('section > button')).toBeNull();
  });

  it('tells once that what waited waits no longer, and keeps what is shown when it is read again', async () => {
    await more();
    all[0] = pushOf(12, 'paid');
    await of(3);
    expect(shown()).toBe(10);
    expect(told).toHaveBeenCalledTimes(1);
    await of(3);
    expect(told).toHaveBeenCalledTimes(1);
  });

  it('begins anew for somebody else', async () => {
    await more();
    all = all.slice(0, 2);
    await of(4);
    expect(pushes).toHaveBeenLastCalledWith({ customer_id: 4 }, expect.objectContaining({ limit: 5, cursor: null }));
    expect(shown()).toBe(2);
    expect(told).not.toHaveBeenCalled();
  });
});
