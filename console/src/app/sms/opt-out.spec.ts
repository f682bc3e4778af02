import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { MatSnackBar } from '@angular/material/snack-bar';
import type { Role } from '@signalbox/contracts/permissions';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sessionOf } from '../../testing/session';
import { SessionStore } from '../core/session';
import { Dialogs } from '../ui/dialogs';
import { OptOut } from './opt-out';

describe('opting a sender out', () => {
  const say = vi.fn();
  const ask = vi.fn(() => Promise.resolve(true));
  let server: HttpTestingController;

  const optOut = (role: Role = 'operator') => {
    TestBed.inject(SessionStore).start(sessionOf(role), false);
    return TestBed.inject(OptOut);
  };

  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
    say.mockClear();
    ask.mockClear();
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        { provide: MatSnackBar, useValue: { open: say } },
        { provide: Dialogs, useValue: { ask } },
      ],
    });
    server = TestBed.inject(HttpTestingController);
  });

  it('is offered of numbers, to who may change the list', () => {
    const may = (sender: string | null) => optOut().may(sender);
    expect([may('+254712345678'), may('22141'), may('MPESA'), may(null)]).toEqual([true, false, false, false]);
    expect(optOut('viewer').may('+254712345678')).toBe(false);
  });

  it('is done once it was confirmed, and says so', async () => {
    const asked = optOut().ask('+254712345678');
    await Promise.resolve();
    const request = server.expectOne({ method: 'POST', url: '/api/v1/suppressions' });
    expect(request.request.body).toEqual({ number: '+254712345678', note: 'from the inbox' });
    request.flush({});
    await asked;
    expect(say).toHaveBeenCalledWith('+254712345678 gets no more messages', undefined, expect.anything());
  });

  it('is not done when it was not confirmed', async () => {
    ask.mockResolvedValueOnce(false);
    await optOut().ask('+254712345678');
    server.expectNone('/api/v1/suppressions');
  });
});
