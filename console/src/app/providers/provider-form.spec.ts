import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import type { ProviderKind } from '@signalbox/contracts/provider-kind';
import { PROVIDER_KINDS } from '@signalbox/contracts/provider-kinds';
import type { Provider } from '@signalbox/contracts/providers';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { providerOf } from '../../testing/providers';
import { provideIcons } from '../core/icons';
import { ProviderForm } from './provider-form';
import { KINDS, type Kinds } from './provider-kinds';

const URL = '/api/v1/providers';

/** A profile as somebody might add it. */
const ACME: ProviderKind = {
  driver: 'http',
  label: 'Acme',
  fields: {
    tenant: { type: 'text', label: 'Tenant', required: 'Enter the tenant' },
    region: { type: 'choice', label: 'Region', choices: { eu: 'Europe', af: 'Africa' }, default: 'af' },
    retries: { type: 'integer', label: 'Retries', min: 0, max: 9, default: 2 },
    strict: { type: 'flag', label: 'Strict', default: true },
    endpoint: { type: 'url', label: 'Endpoint', section: 'rare', requested: true },
  },
  secrets: { client_id: { label: 'Client id', required: true }, client_key: { label: 'Client key', required: true } },
  sender: { required: 'Acme wants a sender' },
  sections: { rare: { heading: 'Rarely needed', more: true } },
  more: 'More of Acme',
};

describe('the form of a provider', () => {
  const stored = vi.fn();
  let fixture: ComponentFixture<ProviderForm>;
  let server: HttpTestingController;
  let element: HTMLElement;

  beforeEach(() => stored.mockReset());

  const open = async (provider: Provider | null, kinds: Kinds = PROVIDER_KINDS) => {
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), provideIcons(), { provide: KINDS, useValue: kinds }],
    });
    server = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(ProviderForm);
    fixture.componentRef.setInput('provider', provider);
    fixture.componentInstance.stored.subscribe(stored);
    element = fixture.nativeElement as HTMLElement;
    await fixture.whenStable();
  };
  const box = (label: string) => {
    const field = [...element.querySelectorAll('mat-form-field')].find(
      (each) => each.querySelector('mat-label')?.textContent === label,
    );
    const input = field?.querySelector('input');
    if (!input) throw new Error(`There is no ${label}`);
    return input;
  };
  const type = (label: string, value: string) => {
    box(label).value = value;
    box(label).dispatchEvent(new Event('input'));
  };
  const submit = async () => {
    element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await settle();
  };
  const settle = async () => {
    await new Promise((resolve) => setTimeout(resolve));
    await fixture.whenStable();
  };
  const errors = () => [...element.querySelectorAll('mat-error')].map((error) => error.textContent.trim());

  it('asks for what an SMPP account cannot do without, and sends nothing', async () => {
    await open(null);
    await submit();
    expect(errors()).toEqual(['Give it a name', 'Enter the SMSC’s host', 'Enter the system id']);
    server.expectNone(URL);
  });

  it('never shows a secret, and sends only one that was entered', async () => {
    await open(providerOf());
    expect([box('API key').value, box('API key').placeholder]).toEqual(['', 'set, leave empty to keep']);
    type('Label', 'Another');
    await submit();
    const { request } = server.expectOne(`${URL}/9`);
    expect(request.method).toBe('PATCH');
    expect(request.body).toMatchObject({ label: 'Another', secrets: {}, sender: 'SIGNALBOX' });
  });

  it('tells what was stored, and keeps no secret that was entered', async () => {
    await open(providerOf());
    type('API key', 'new');
    await submit();
    const answer = providerOf({ label: 'Stored' });
    server.expectOne(`${URL}/9`).flush(answer);
    await settle();
    expect(stored).toHaveBeenCalledWith(answer);
    expect(box('API key').value).toBe('');
  });

  it('keeps what is being written when the provider is read again, and begins anew with another', async () => {
    await open(providerOf());
    type('Label', 'Half writt');
    fixture.componentRef.setInput('provider', providerOf({ in_flight: 3, label: 'By somebody else' }));
    await settle();
    expect(box('Label').value).toBe('Half writt');
    fixture.componentRef.setInput('provider', providerOf({ id: 10, label: 'Another' }));
    await settle();
    expect(box('Label').value).toBe('Another');
  });

  it('puts what the server refuses at its field, and opens those that were not shown', async () => {
    await open(providerOf());
    expect(() => box('Base URL')).toThrow();
    await submit();
    server.expectOne(`${URL}/9`).flush(
      {
        type: 'about:blank',
        title: 'Bad Request',
        status: 400,
        errors: [
          { field: 'settings.base_url', message: 'expected a host that is allowed' },
          { field: 'settings.elsewhere', message: 'expected nothing' },
        ],
      },
      { status: 400, statusText: 'Bad Request' },
    );
    await settle();
    await settle();
    expect(box('Base URL').value).toBe('https://sms.example.org');
    expect(errors()).toEqual(['Expected a host that is allowed']);
    expect(element.querySelector('.note')?.textContent).toContain('expected nothing');
    expect(stored).not.toHaveBeenCalled();
  });

  it('leaves out the account that its worker’s own file holds', async () => {
    await open(providerOf({ from_worker_file: true, settings: null, secrets_set: [] }));
    expect(() => box('API key')).toThrow();
    expect(element.textContent).toContain('configuration file of worker local');
    await submit();
    expect(server.expectOne(`${URL}/9`).request.body).not.toHaveProperty('settings');
  });

  describe('of a kind that was added to the table', () => {
    const settings = { profile: 'acme', tenant: 't1', region: 'eu', retries: 5, strict: false };
    const acme = (secrets: string[] = ['client_id', 'client_key']) => providerOf({ settings, secrets_set: secrets });
    const kinds = { ...PROVIDER_KINDS, acme: ACME };

    it('shows its fields as they are, and saves them', async () => {
      await open(acme(), kinds);
      expect([box('Tenant').value, box('Retries').value]).toEqual(['t1', '5']);
      expect(element.textContent).toContain('Europe');
      expect(element.querySelector('mat-slide-toggle')?.textContent).toContain('Strict');
      expect(box('Client key').placeholder).toBe('set, leave empty to keep');
      type('Tenant', 't2');
      type('Client key', 'new');
      await submit();
      const { request } = server.expectOne(`${URL}/9`);
      expect(request.body).toMatchObject({
        settings: { ...settings, tenant: 't2' },
        secrets: { client_key: 'new' },
      });
    });

    it('asks for what it cannot do without, a sender too', async () => {
      await open(acme(['client_id']), kinds);
      type('Tenant', '');
      type('Sender', '');
      await submit();
      expect(errors()).toEqual(['Acme wants a sender', 'Enter the tenant', 'The account cannot send without']);
      server.expectNone(`${URL}/9`);
    });

    it('has the rest behind a button, which an error opens', async () => {
      await open(acme(), kinds);
      expect(() => box('Endpoint')).toThrow();
      await submit();
      const errorsOf = [{ field: 'settings.endpoint', message: 'expected another' }];
      server
        .expectOne(`${URL}/9`)
        .flush(
          { type: 'about:blank', title: 'Bad', status: 400, errors: errorsOf },
          { status: 400, statusText: 'Bad' },
        );
      await settle();
      await settle();
      expect(element.textContent).toContain('Rarely needed');
      expect(errors()).toEqual(['Expected another']);
    });
  });

  it.each(Object.keys(PROVIDER_KINDS))('draws every field of the kind %s', async (name) => {
    const kind: ProviderKind = PROVIDER_KINDS[name as keyof typeof PROVIDER_KINDS];
    const provider = providerOf({ driver: kind.driver, settings: kind.driver === 'http' ? { profile: name } : {} });
    await open(provider);
    [...element.querySelectorAll('button')].find((button) => button.textContent.trim() === kind.more)?.click();
    await settle();
    const labels = [...element.querySelectorAll('mat-label, mat-slide-toggle')].map((label) =>
      label.textContent.trim(),
    );
    for (const { label, only } of Object.values(kind.fields)) {
      // One that needs another's value is not always there.
      if (only === undefined) expect(labels.some((shown) => shown.startsWith(label))).toBe(true);
    }
    for (const { label } of Object.values(kind.secrets === 'any' ? {} : kind.secrets)) expect(labels).toContain(label);
  });
});
