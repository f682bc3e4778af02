import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { sessionOf } from '../../testing/session';
import { authInterceptor } from './auth.interceptor';
import { SessionStore } from './session';

describe('the interceptor', () => {
  let http: HttpClient;
  let server: HttpTestingController;
  let session: SessionStore;

  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(withInterceptors([authInterceptor])), provideHttpClientTesting()],
    });
    http = TestBed.inject(HttpClient);
    server = TestBed.inject(HttpTestingController);
    session = TestBed.inject(SessionStore);
  });

  const get = (url: string) => http.get(url).subscribe({ error: () => undefined });

  it('signs requests to the API', () => {
    session.start(sessionOf('admin'), false);
    get('/api/v1/messages');
    const { request } = server.expectOne('/api/v1/messages');
    expect(request.headers.get('Authorization')).toBe('Bearer token-of-admin');
  });

  it.each(['https://elsewhere.example/api/v1/messages', '/api/v10/messages', 'assets/x.json'])(
    'keeps the token from %s',
    (url) => {
      session.start(sessionOf('admin'), false);
      get(url);
      expect(server.expectOne(url).request.headers.has('Authorization')).toBe(false);
    },
  );

  it('ends the session when the token is no longer known', () => {
    session.start(sessionOf('admin'), false);
    get('/api/v1/messages');
    server.expectOne('/api/v1/messages').flush(null, { status: 401, statusText: 'Unauthorized' });
    expect([session.signedIn(), session.ending()]).toEqual([false, 'over']);
  });

  it('keeps a newer session when an older token is refused', () => {
    session.start(sessionOf('admin'), false);
    get('/api/v1/messages');
    session.start(sessionOf('operator'), false);
    server.expectOne('/api/v1/messages').flush(null, { status: 401, statusText: 'Unauthorized' });
    expect(session.token()).toBe('token-of-operator');
  });

  it.each([403, 429, 500])('keeps the session after a %i', (status) => {
    session.start(sessionOf('admin'), false);
    get('/api/v1/messages');
    server.expectOne('/api/v1/messages').flush(null, { status, statusText: 'No' });
    expect(session.signedIn()).toBe(true);
  });
});
