import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { SmsStatusUpdate, WorkerStatus } from '@signalbox/contracts/live';
import { Subject } from 'rxjs';
import { beforeEach, describe, expect, it } from 'vitest';
import { idAt, timeAt, updateOf } from '../../testing/live';
import { provideIcons } from '../core/icons';
import { Live } from '../core/live';
import { ComposePage, requestOf } from './compose.page';

const URL = '/api/v1/messages';

describe('a draft', () => {
  const draft = {
    to: '1',
    text: 'a',
    channel: '',
    priority: 'normal',
    validity: 0,
    failover: true,
    flash: false,
    smart: null,
  } as const;

  it('goes over what was chosen, and names one kind of channel only', () => {
    expect(requestOf({ ...draft, channel: 'sim:3' })).toMatchObject({ sim_card_id: 3 });
    expect(requestOf({ ...draft, channel: 'provider:9' })).toMatchObject({ provider_id: 9 });
    expect(requestOf({ ...draft, channel: 'provider:9' })).not.toHaveProperty('sim_card_id');
  });

  it('asks for failover where any channel may carry it, and not where it is named', () => {
    expect(requestOf(draft)).toHaveProperty('failover', true);
    expect(requestOf({ ...draft, channel: 'sim:3' })).not.toHaveProperty('failover');
    expect(requestOf({ ...draft, flash: true })).toHaveProperty('flash', true);
  });

  it('leaves its characters to the setting, unless somebody chose', () => {
    expect(requestOf(draft)).not.toHaveProperty('smart_encoding');
    expect(requestOf({ ...draft, smart: false })).toHaveProperty('smart_encoding', false);
  });
});

describe('composing a message', () => {
  const updates = new Subject<SmsStatusUpdate[]>();
  let fixture: ComponentFixture<ComposePage>;
  let server: HttpTestingController;
  let element: HTMLElement;

  beforeEach(async () => {
    localStorage.clear();
    sessionStorage.clear();
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideRouter([]),
        provideIcons(),
        { provide: Live, useValue: { updates, opened: new Subject<void>(), workers: new Subject<WorkerStatus>() } },
      ],
    });
    server = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(ComposePage);
    element = fixture.nativeElement as HTMLElement;
    await fixture.whenStable();
  });

  const type = (selector: string, value: string) => {
    const control = element.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector);
    if (control === null) throw new Error(`There is no ${selector}`);
    control.value = value;
    control.dispatchEvent(new Event('input'));
  };
  const submit = async (to: string, text: string) => {
    type('input', to);
    type('textarea', text);
    await press();
  };
  const press = async () => {
    element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await settle();
  };
  const settle = async () => {
    await new Promise((resolve) => setTimeout(resolve));
    await fixture.whenStable();
  };
  const errors = () => [...element.querySelectorAll('mat-error')].map((error) => error.textContent.trim());

  it('asks for what is missing, and sends nothing', async () => {
    await submit('', '');
    server.expectNone(URL);
    expect(errors()).toEqual(['Enter the recipient’s number', 'Write the message']);
  });

  it.each([
    ['a recipient of two characters', '12', 'hello'],
    ['a text of 1,601 characters', '+254712345678', 'a'.repeat(1601)],
    ['half a surrogate pair', '+254712345678', 'hello \ud83d'],
  ])('refuses %s as the server would', async (_, to, text) => {
    await submit(to, text);
    server.expectNone(URL);
    expect(errors().length).toBeGreaterThan(0);
  });

  it('sends what was written, without what was left to the server', async () => {
    await submit(' +254712345678 ', 'hello');
    const { request } = server.expectOne(URL);
    expect(request.body).toEqual({ to: '+254712345678', text: 'hello', priority: 'normal' });
  });

  it('shows the accepted message and follows it', async () => {
    await submit('+254712345678', 'hello');
    const accepted = { id: idAt(1), status: 'queued', to: '+254712345678', encoding: 'gsm7', segments: 1 };
    server.expectOne(URL).flush(accepted, { status: 202, statusText: 'Accepted' });
    await settle();
    const here = () => element.querySelector('sb-delivery-track [aria-current]')?.textContent.trim();
    expect(here()).toBe('Queued');
    expect(element.querySelector('textarea')?.value).toBe('');
    updates.next([updateOf({ message_id: idAt(1), status: 'delivered', timestamp: timeAt(5) })]);
    await settle();
    expect(here()).toBe('Delivered');
    // An answer that was older than the update changes nothing.
    server
      .expectOne(`${URL}/${idAt(1)}`)
      .flush({ ...accepted, direction: 'outbound', updated_at: timeAt(2), status: 'sent', history: [] });
    await settle();
    expect(here()).toBe('Delivered');
  });

  it('puts the errors of a problem document at their fields', async () => {
    await submit('+254712345678', 'hello');
    server.expectOne(URL).flush(
      {
        type: 'about:blank',
        title: 'Bad Request',
        status: 400,
        errors: [
          { field: 'to', message: 'expected a phone number' },
          { field: 'client_ref', message: 'is too long' },
        ],
      },
      { status: 400, statusText: 'Bad Request' },
    );
    await settle();
    expect(errors()).toEqual(['Expected a phone number']);
    expect(element.querySelector('.note')?.textContent).toContain('client_ref: is too long');
    type('input', '+254712345679');
    await fixture.whenStable();
    expect(errors()).toEqual([]);
  });

  it('tries a lost request again with the same idempotency key, and another text with a new one', async () => {
    const keyOf = () => {
      const sent = server.expectOne(URL);
      sent.error(new ProgressEvent('error'));
      return sent.request.headers.get('Idempotency-Key');
    };
    await submit('+254712345678', 'hello');
    const first = keyOf();
    await settle();
    expect(element.querySelector('.note')?.textContent).toContain('cannot be reached');
    await press();
    expect(keyOf()).toBe(first);
    await settle();
    await submit('+254712345678', 'hello again');
    expect(keyOf()).not.toBe(first);
  });
});
