import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import type { TicketSettings } from '@signalbox/contracts/office/ticket-settings';
import { beforeEach, describe, expect, it } from 'vitest';
import { TicketForm } from './ticket-form';

const OPEN = { from: '08:00', to: '17:00' };
const within = (first_response: number | null, resolution: number | null) => ({ first_response, resolution });
const SETTINGS: TicketSettings = {
  business_hours: {
    ...{ monday: OPEN, tuesday: OPEN, wednesday: OPEN, thursday: OPEN, friday: OPEN },
    ...{ saturday: null, sunday: null },
  },
  closed_on: ['2026-12-25'],
  targets: { low: within(null, null), medium: within(480, 2400), high: within(240, 960), urgent: within(90, 480) },
  sms: { opens_ticket: false, reopens_days: 7 },
};

describe('the settings of tickets', () => {
  let fixture: ComponentFixture<TicketForm>;
  let server: HttpTestingController;
  const stored: TicketSettings[] = [];

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] });
    server = TestBed.inject(HttpTestingController);
    stored.length = 0;
    fixture = TestBed.createComponent(TicketForm);
    fixture.componentRef.setInput('settings', SETTINGS);
    fixture.componentInstance.stored.subscribe((settings) => stored.push(settings));
    await fixture.whenStable();
  });

  const page = () => fixture.nativeElement as HTMLElement;
  const fieldOf = (label: string, nth = 0) => {
    const labels = [...page().querySelectorAll('label')].filter((one) => one.textContent?.trim() === label);
    return page().querySelector<HTMLInputElement>(`#${labels[nth]?.htmlFor ?? 'none'}`);
  };
  const write = async (label: string, text: string) => {
    const field = fieldOf(label);
    if (field === null) throw new Error(`There is no field ${label}`);
    field.value = text;
    field.dispatchEvent(new Event('input'));
    field.dispatchEvent(new Event('blur'));
    await fixture.whenStable();
  };
  const save = async () => {
    page().querySelector<HTMLButtonElement>('button[type=submit]')?.click();
    await fixture.whenStable();
  };

  it('are shown as people write them, the most urgent first', () => {
    expect([fieldOf('Monday')?.value, fieldOf('Sunday')?.value]).toEqual(['08:00 – 17:00', '']);
    expect([fieldOf('First answer')?.value, fieldOf('Resolved')?.value]).toEqual(['1 h 30 min', '8 h']);
    expect(fieldOf('First answer', 3)?.value).toBe('');
  });

  it('are stored as they are written', async () => {
    await write('Saturday', '9-13');
    await write('First answer', '45 min');
    await write('Closed on', '2026-12-26 2026-12-25');
    await save();
    const request = server.expectOne({ method: 'PUT', url: '/api/v1/settings/tickets' });
    const expected = {
      ...SETTINGS,
      business_hours: { ...SETTINGS.business_hours, saturday: { from: '09:00', to: '13:00' } },
      closed_on: ['2026-12-25', '2026-12-26'],
      targets: { ...SETTINGS.targets, urgent: within(45, 480) },
    };
    expect(request.request.body).toEqual(expected);
    request.flush(expected);
    await new Promise((done) => setTimeout(done));
    expect(stored).toEqual([expected]);
  });

  it.each([
    ['Tuesday', '17-8', 'Two times, such as 08:00 – 17:00, or nothing'],
    ['Resolved', 'soon', 'A time such as 8 h or 1 h 30 min, at most 8760 h'],
    ['Closed on', '25 December', 'Days such as 2026-12-25, at most 100'],
  ])('are not sent while %s is %o', async (label, text, words) => {
    await write(label, text);
    await save();
    server.expectNone('/api/v1/settings/tickets');
    expect(page().textContent).toContain(words);
  });

  it('need some hours in a week', async () => {
    for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']) await write(day, '');
    await save();
    server.expectNone('/api/v1/settings/tickets');
    expect(page().textContent).toContain('Open some hours in a week');
  });
});
