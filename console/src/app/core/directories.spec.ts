import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { providerOf } from '../../testing/providers';
import { sessionOf } from '../../testing/session';
import { Live } from './live';
import { ProviderDirectory } from './provider-directory';
import { SessionStore } from './session';

describe('the names of channels', () => {
  it('are known beyond the 500 of one page', async () => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        { provide: Live, useValue: { workers: new Subject(), opened: new Subject() } },
      ],
    });
    TestBed.inject(SessionStore).start(sessionOf('admin'), false);
    const directory = TestBed.inject(ProviderDirectory);
    TestBed.tick();
    const server = TestBed.inject(HttpTestingController);
    const answer = async (ids: number[], next_cursor: string | null) => {
      const request = server.expectOne(({ url }) => url === '/api/v1/providers');
      request.flush({ data: ids.map((id) => providerOf({ id, label: `Provider no. ${id}` })), next_cursor });
      await new Promise((done) => setTimeout(done));
      return request.request.params.get('cursor');
    };
    await answer(
      Array.from({ length: 500 }, (_, index) => index + 1),
      'after 500',
    );
    expect(await answer([501], null)).toBe('after 500');
    expect([directory.all().length, directory.nameOf(501)]).toEqual([501, 'Provider no. 501']);
  });
});
