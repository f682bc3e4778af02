import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { Subject } from 'rxjs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { provideIcons } from '../core/icons';
import { Live } from '../core/live';
import { SessionStore } from '../core/session';
import { InboxPage } from './inbox.page';

const WAITING = '/api/v1/inbox/waiting';

describe('messages of which parts are missing', () => {
  let fixture: ComponentFixture<InboxPage>;
  let server: HttpTestingController;
  let element: HTMLElement;
  let may = true;

  /** Answers everything else with nothing. */
  const settle = async () => {
    await fixture.whenStable();
    for (const one of server.match(({ url }) => !url.startsWith(WAITING))) one.flush({ data: [], next_cursor: null });
    // What was answered goes on in its own turn.
    await new Promise((resolve) => setTimeout(resolve));
    await fixture.whenStable();
  };
  const begin = async (messages: number) => {
    const live = { updates: new Subject(), opened: new Subject(), workers: new Subject(), channels: new Subject() };
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideRouter([]),
        provideIcons(),
        { provide: Live, useValue: live },
      ],
    });
    vi.spyOn(TestBed.inject(SessionStore), 'can').mockImplementation(() => may);
    fixture = TestBed.createComponent(InboxPage);
    server = TestBed.inject(HttpTestingController);
    element = fixture.nativeElement as HTMLElement;
    await fixture.whenStable();
    server.expectOne(WAITING).flush({ messages });
    await settle();
  };
  const notice = () => element.querySelector('.waiting')?.textContent?.replace(/\s+/g, ' ').trim() ?? null;

  beforeEach(() => {
    may = true;
    localStorage.clear();
  });

  it('are told, and shown on demand', async () => {
    await begin(2);
    expect(notice()).toContain('2 long messages are here in part');
    element.querySelector<HTMLButtonElement>('.waiting button')?.click();
    await fixture.whenStable();
    server.expectOne({ url: `${WAITING}/show`, method: 'POST' }).flush({ messages: 2 });
    await settle();
    server.expectOne(WAITING).flush({ messages: 0 });
    await settle();
    expect(notice()).toBeNull();
  });

  it('are told without a button to who may not, and nothing is said where there are none', async () => {
    may = false;
    await begin(1);
    expect(notice()).toContain('A long message is here in part');
    expect(element.querySelector('.waiting button')).toBeNull();
    TestBed.resetTestingModule();
    await begin(0);
    expect(notice()).toBeNull();
  });
});
