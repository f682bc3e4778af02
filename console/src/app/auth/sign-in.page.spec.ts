import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sessionOf } from '../../testing/session';
import { provideIcons } from '../core/icons';
import { SessionStore } from '../core/session';
import { SignInPage } from './sign-in.page';

const URL = '/api/v1/auth/login';

describe('signing in', () => {
  let fixture: ComponentFixture<SignInPage>;
  let server: HttpTestingController;
  const navigate = vi.fn().mockResolvedValue(true);

  beforeEach(async () => {
    localStorage.clear();
    sessionStorage.clear();
    navigate.mockClear();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), provideRouter([]), provideIcons()],
    });
    server = TestBed.inject(HttpTestingController);
    vi.spyOn(TestBed.inject(Router), 'navigateByUrl').mockImplementation(navigate);
    fixture = TestBed.createComponent(SignInPage);
    await fixture.whenStable();
  });

  const signIn = async (name: string, password: string) => {
    const element = fixture.nativeElement as HTMLElement;
    const [first, second] = element.querySelectorAll<HTMLInputElement>('input');
    if (first === undefined || second === undefined) throw new Error('There are no fields');
    first.value = name;
    second.value = password;
    [first, second].forEach((field) => field.dispatchEvent(new Event('input')));
    element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await settle();
  };
  const settle = async () => {
    await new Promise((resolve) => setTimeout(resolve));
    await fixture.whenStable();
  };
  const note = () => (fixture.nativeElement as HTMLElement).querySelector('.note')?.textContent;

  it('starts the session and goes to the first page of the role', async () => {
    await signIn(' admin ', 'a secret');
    const login = server.expectOne(URL);
    expect(login.request.body).toEqual({ identifier: 'admin', password: 'a secret' });
    login.flush(sessionOf('user'));
    await settle();
    expect(TestBed.inject(SessionStore).user()?.role).toBe('user');
    expect(navigate).toHaveBeenCalledWith('/outbox');
  });

  it('comes back to the page that was asked for', async () => {
    fixture.componentRef.setInput('next', '/messages/17');
    await signIn('admin', 'a secret');
    server.expectOne(URL).flush(sessionOf('admin'));
    await settle();
    expect(navigate).toHaveBeenCalledWith('/messages/17');
  });

  it.each(['https://elsewhere.example', '//elsewhere.example'])('does not leave the console for %s', async (next) => {
    fixture.componentRef.setInput('next', next);
    await signIn('admin', 'a secret');
    server.expectOne(URL).flush(sessionOf('admin'));
    await settle();
    expect(navigate).toHaveBeenCalledWith('/dashboard');
  });

  it('goes on when somebody signs in in another tab', async () => {
    fixture.componentRef.setInput('next', '/programs');
    localStorage.setItem('signalbox.session', JSON.stringify(sessionOf('admin')));
    dispatchEvent(new StorageEvent('storage', { key: 'signalbox.session' }));
    await settle();
    expect(navigate).toHaveBeenCalledExactlyOnceWith('/programs');
  });

  it('says that the name or the password is wrong, and lets one try again', async () => {
    await signIn('admin', 'wrong');
    const problem = { type: 'about:blank', title: 'Unauthorized', status: 401, detail: 'The password is wrong.' };
    server.expectOne(URL).flush(problem, { status: 401, statusText: 'Unauthorized' });
    await settle();
    expect(note()).toContain('The password is wrong.');
    await signIn('admin', 'wrong');
    server.expectOne(URL);
    expect(note()).toBeUndefined();
  });
});
