import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { ApiKey } from '@signalbox/contracts/auth';
import { beforeEach, describe, expect, it } from 'vitest';
import { timeAt } from '../../testing/live';
import { sessionOf } from '../../testing/session';
import { provideIcons } from '../core/icons';
import { SessionStore } from '../core/session';
import { ApiKeysPage } from './api-keys.page';

const keyOf = (id: number): ApiKey => ({
  id,
  user_id: 1,
  username: 'admin',
  name: `key ${id}`,
  hint: 'sbx_1234',
  scopes: null,
  expires_at: null,
  networks: [],
  created_at: timeAt(0),
  last_used_at: null,
});
const keys = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => keyOf(from + index));

describe('the page of API keys', () => {
  let fixture: ComponentFixture<ApiKeysPage>;
  let server: HttpTestingController;

  beforeEach(async () => {
    localStorage.clear();
    sessionStorage.clear();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), provideRouter([]), provideIcons()],
    });
    TestBed.inject(SessionStore).start(sessionOf('admin'), false);
    server = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(ApiKeysPage);
    await answer(keys(1, 50), 'after 50');
  });

  async function answer(data: ApiKey[], next_cursor: string | null) {
    const request = server.expectOne(({ url }) => url === '/api/v1/api-keys');
    request.flush({ data, next_cursor });
    await new Promise((done) => setTimeout(done));
    await fixture.whenStable();
    return request.request.params;
  }
  const page = () => fixture.nativeElement as HTMLElement;
  const press = async (name: string) => {
    const button = [...page().querySelectorAll('button')].find(
      (one) => one.textContent?.trim() === name || one.getAttribute('aria-label') === name,
    );
    button?.click();
    await fixture.whenStable();
  };
  const names = () => [...page().querySelectorAll('tbody strong')].map((name) => name.textContent);

  it('shows the 51st key', async () => {
    expect(names()).toHaveLength(50);
    await press('Load more');
    expect((await answer(keys(51, 51), null)).get('cursor')).toBe('after 50');
    expect(names()[50]).toBe('key 51');
    expect(page().textContent).toContain('That is all: 51.');
  });

  it('offers what can be done with the rows that are selected', async () => {
    const boxes = page().querySelectorAll<HTMLInputElement>('tbody input[type=checkbox]');
    boxes[0]?.click();
    boxes[3]?.click();
    await fixture.whenStable();
    expect(page().querySelector('[role=toolbar]')?.textContent).toContain('2 selected');
    await press('Select none');
    expect(page().querySelector('[role=toolbar]')).toBeNull();
  });
});
