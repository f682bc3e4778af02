import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import type { Type } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Router, provideRouter } from '@angular/router';
import { NEVER } from 'rxjs';
import { beforeEach, describe, expect, it } from 'vitest';
import { sessionOf } from '../../../testing/session';
import { AlertsPage } from '../../alerts/alerts.page';
import { ApiKeysPage } from '../../api-keys/api-keys.page';
import { provideIcons } from '../../core/icons';
import { Live } from '../../core/live';
import { SessionStore } from '../../core/session';
import { CustomersPage } from '../../customers/customers.page';
import { LeadsPage } from '../../leads/leads.page';
import { AuditList } from '../../logs/audit-list';
import { SystemList } from '../../logs/system-list';
import { InboxPage } from '../../sms/inbox.page';
import { UsersPage } from '../../users/users.page';
import { SentList } from '../messages/sent-list';
import { TicketList } from '../office/ticket-list';

const left = (what: string): string => `${what}: it is left out.`;
const noFilter = (name: string): string => left(`This list has no filter “${name}”`);

type Row = [
  of: string,
  query: string,
  page: Type<unknown>,
  request: readonly [path: string, params: string],
  said: readonly string[],
];

describe('lists', () => {
  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
    const live = { updates: NEVER, opened: NEVER, workers: NEVER, channels: NEVER, alerts: NEVER };
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideIcons(),
        provideRouter([]),
        { provide: Live, useValue: live },
      ],
    });
    TestBed.inject(SessionStore).start(sessionOf('admin'), false);
  });

  it.each<Row>([
    ['tickets', 'whose=xyz&priority=x', TicketList, ['tickets', ''], ['assignee “xyz”', 'priority “x”']],
    ['tickets', 'whose=7', TicketList, ['tickets', 'assignee_id=7'], []],
    ['leads', 'owner=xyz', LeadsPage, ['leads', 'status=new'], ['owner “xyz”']],
    ['customers', 'status=lost', CustomersPage, ['customers', ''], ['status “lost”']],
    ['changes', 'user_id=rosa&since=now', AuditList, ['audit', ''], ['account number “rosa”', 'from day “now”']],
    ['the outbox', 'sim=abc&status=sent', SentList, ['messages', 'direction=outbound&status=sent'], ['channel “abc”']],
    ['the outbox', 'provider=9', SentList, ['messages', 'direction=outbound&provider_id=9'], []],
    ['the inbox', 'sim=abc', InboxPage, ['messages', 'direction=inbound'], ['channel “abc”']],
  ])('of %s say what makes no sense, and do not ask for it: %s', async (_, query, page, [path, asked], said) => {
    expect(await shown(page, query, path)).toEqual({ asked, said: said.map((one) => left(`There is no ${one}`)) });
  });

  it.each<Row>([
    [
      'received messages',
      'status=sent&ref=a&day=2026-11-29&run=3',
      InboxPage,
      ['messages', 'direction=inbound'],
      ['status', 'run', 'ref', 'day'],
    ],
    ['the log', 'status=failed', SystemList, ['logs', ''], ['status']],
    ['accounts', 'role=admin', UsersPage, ['users', ''], ['role']],
  ])('of %s say which filters they have not: %s', async (_, query, page, [path, asked], said) => {
    expect(await shown(page, query, path)).toEqual({ asked, said: said.map(noFilter) });
  });

  it('of API keys say whose there are not', async () => {
    const said = [left('The filter “whose” cannot be “xyz”')];
    expect(await shown(ApiKeysPage, 'whose=xyz', 'api-keys')).toEqual({ asked: '', said });
  });

  it('of alerts show what they are limited to', async () => {
    const asked = 'subject=sim_card&subject_id=5&open=true';
    expect(await shown(AlertsPage, 'subject=sim_card&subject_id=5&severity=x', 'alerts')).toEqual({
      asked,
      said: [left('There is no severity “x”')],
    });
    expect(document.querySelector('mat-select[aria-label=Which]')?.textContent).toContain('No. 5');
  });

  /** What a page asks for, beside its page, and what it says. */
  async function shown(page: Type<unknown>, query: string, path: string) {
    await TestBed.inject(Router).navigateByUrl(`/?${query}`);
    const fixture = TestBed.createComponent(page);
    await fixture.whenStable();
    const server = TestBed.inject(HttpTestingController);
    const [request] = server.match(({ url }) => url === `/api/v1/${path}`);
    const params = request?.request.params.delete('limit').toString();
    const element = fixture.nativeElement as HTMLElement;
    const lines = [...element.querySelectorAll('sb-strange p')];
    return { asked: params, said: lines.map((line) => line.firstChild?.nextSibling?.textContent?.trim()) };
  }
});
