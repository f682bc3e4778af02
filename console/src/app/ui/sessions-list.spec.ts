import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { SessionRow } from '@signalbox/contracts/auth';
import { MOST_SESSIONS } from '@signalbox/contracts/rules';
import { expect, it } from 'vitest';
import { timeAt } from '../../testing/live';
import { provideIcons } from '../core/icons';
import { SessionsList } from './sessions-list';

const sessionAt = (at: number): SessionRow => ({
  id: String(at),
  created_at: timeAt(at),
  last_seen_at: timeAt(at),
  expires_at: timeAt(at),
  address: null,
  user_agent: null,
  current: false,
});

it.each([
  [MOST_SESSIONS - 1, false],
  [MOST_SESSIONS, true],
])('a list of %i sessions says %s that there may be more', async (count, said) => {
  TestBed.configureTestingModule({
    providers: [provideHttpClient(), provideHttpClientTesting(), provideRouter([]), provideIcons()],
  });
  const fixture = TestBed.createComponent(SessionsList);
  await fixture.whenStable();
  const data = Array.from({ length: count }, (_, index) => sessionAt(index));
  TestBed.inject(HttpTestingController).expectOne('/api/v1/auth/sessions').flush({ data, next_cursor: null });
  await new Promise((done) => setTimeout(done));
  await fixture.whenStable();
  expect((fixture.nativeElement as HTMLElement).textContent?.includes('The newest 200 are shown')).toBe(said);
});
