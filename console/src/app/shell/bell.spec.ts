import { provideHttpClient } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { describe, expect, it, vi } from 'vitest';
import { AlertsApi } from '../core/alerts.api';
import { provideIcons } from '../core/icons';
import { ServerLink } from '../core/server-link';
import { Bell, bellBadge, bellWords } from './bell';

const told = (critical: number, warning: number, silenced = 0) => ({
  firing: { critical, warning, info: 0 },
  silenced,
});

describe('the bell', () => {
  it.each([
    [null, '?', 'Alerts: not known'],
    [told(0, 0), '', 'Alerts: none fires'],
    [told(0, 0, 2), '', 'Alerts: none fires, 2 silenced'],
    [told(1, 0), '1', 'Alerts: 1 fires'],
    [told(1, 2, 1), '3', 'Alerts: 3 fire, 1 silenced'],
    [told(60, 40), '99+', 'Alerts: 100 fire'],
  ])('of %j shows “%s”, and is called “%s”', (summary, badge, words) => {
    expect([bellBadge(summary), bellWords(summary)]).toEqual([badge, words]);
  });

  it('knows nothing while the server does not answer, and asks anew when it does', async () => {
    const summary = vi.fn().mockResolvedValue(told(2, 0));
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideRouter([]),
        provideIcons(),
        { provide: AlertsApi, useValue: { summary } },
      ],
    });
    const fixture = TestBed.createComponent(Bell);
    const link = TestBed.inject(ServerLink);
    const name = async () => {
      await fixture.whenStable();
      return (fixture.nativeElement as HTMLElement).querySelector('a')?.getAttribute('aria-label');
    };
    await vi.waitFor(async () => expect(await name()).toBe('Alerts: 2 fire'));
    link.lost();
    expect(await name()).toBe('Alerts: not known');
    summary.mockResolvedValue(told(0, 1));
    link.heard();
    await vi.waitFor(async () => expect(await name()).toBe('Alerts: 1 fires'));
  });
});
