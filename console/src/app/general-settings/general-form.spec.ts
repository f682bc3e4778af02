import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import type { GeneralSettings } from '@signalbox/contracts/general-settings';
import { beforeEach, describe, expect, it } from 'vitest';
import { settingsOf } from '../../testing/general-settings';
import { GeneralForm } from './general-form';

const URL = '/api/v1/settings/general';

describe('the form of the installation', () => {
  let fixture: ComponentFixture<GeneralForm>;
  let server: HttpTestingController;
  let element: HTMLElement;

  beforeEach(() => {
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] });
    server = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(GeneralForm);
    element = fixture.nativeElement as HTMLElement;
  });

  const settle = async () => {
    await new Promise((resolve) => setTimeout(resolve));
    await fixture.whenStable();
  };
  const open = async (settings: GeneralSettings) => {
    fixture.componentRef.setInput('settings', settings);
    await settle();
  };
  const field = (label: string) => {
    const found = [...element.querySelectorAll('mat-form-field')].find(
      (one) => one.querySelector('mat-label')?.textContent === label,
    );
    const control = found?.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea');
    if (!found || !control) throw new Error(`There is no ${label}`);
    return { control, words: found.textContent };
  };
  const type = async (label: string, value: string) => {
    const { control } = field(label);
    control.value = value;
    control.dispatchEvent(new Event('input'));
    await settle();
  };
  const submit = async () => {
    element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await settle();
  };
  const words = (selector: string) => [...element.querySelectorAll(selector)].map((found) => found.textContent.trim());

  it('sends what was changed with the version it was read in, and gives what is set now', async () => {
    const stored: GeneralSettings[] = [];
    fixture.componentInstance.stored.subscribe((settings) => stored.push(settings));
    await open(settingsOf());
    await type('Country', 'UG');
    await type('Messages, in days', '90');
    await submit();
    const patch = server.expectOne({ method: 'PATCH', url: URL });
    expect(patch.request.body).toEqual({
      version: 3,
      values: { default_country: 'UG', retention_messages_days: 90 },
    });
    const after = settingsOf({ default_country: 'UG', retention_messages_days: 90 });
    patch.flush(after);
    await settle();
    expect(stored).toEqual([after]);
  });

  it('shows what the environment sets, and by which variable, to be read only', async () => {
    await open({ ...settingsOf(), from_environment: { time_zone: 'TIME_ZONE' } });
    const { control, words: said } = field('Time zone');
    expect([control.value, control.readOnly]).toEqual(['Africa/Nairobi', true]);
    expect(said).toContain('Set by the environment: TIME_ZONE');
    expect(field('Country').control.readOnly).toBe(false);
  });

  it('says at its field what is wrong, and sends nothing', async () => {
    await open(settingsOf());
    await type('Messages, in days', '3');
    await submit();
    server.expectNone({ method: 'PATCH', url: URL });
    expect(words('mat-error')).toEqual(['Expected a whole number from 7 to 3,650']);
  });

  it('says at its field what the server refuses', async () => {
    await open(settingsOf());
    await type('Time zone', 'UTC');
    await submit();
    const errors = [{ field: 'values.time_zone', message: 'expected another one' }];
    server
      .expectOne({ method: 'PATCH', url: URL })
      .flush({ title: 'Invalid', status: 400, errors }, { status: 400, statusText: 'Bad Request' });
    await settle();
    expect([words('mat-error'), words('.note')]).toEqual([['Expected another one'], []]);
  });

  it('says that somebody else was quicker, and offers to read again', async () => {
    let asked = 0;
    fixture.componentInstance.again.subscribe(() => (asked += 1));
    await open(settingsOf());
    await type('Business', 'Acme');
    await submit();
    const detail = 'Somebody else has changed the settings meanwhile. Read them again.';
    const errors = [{ field: 'version', message: 'expected the newest version' }];
    server
      .expectOne({ method: 'PATCH', url: URL })
      .flush({ title: 'Conflict', status: 409, detail, errors }, { status: 409, statusText: 'Conflict' });
    await settle();
    expect(words('.note')).toEqual([detail]);
    expect(field('Business').control.value).toBe('Acme');
    const again = [...element.querySelectorAll('button')].find(({ textContent }) => textContent.includes('Read again'));
    again?.click();
    expect(asked).toBe(1);
  });
});
