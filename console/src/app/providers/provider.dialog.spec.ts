import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { Provider } from '@signalbox/contracts/providers';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { providerOf } from '../../testing/providers';
import { provideIcons } from '../core/icons';
import { ProviderDialog } from './provider.dialog';

const URL = '/api/v1/providers';

describe('the dialog of a provider', () => {
  const close = vi.fn();
  let fixture: ComponentFixture<ProviderDialog>;
  let server: HttpTestingController;
  let element: HTMLElement;

  beforeEach(() => close.mockReset());

  const open = async (provider: Provider | null) => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideIcons(),
        { provide: MAT_DIALOG_DATA, useValue: provider },
        { provide: MatDialogRef, useValue: { close } },
      ],
    });
    server = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(ProviderDialog);
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

  it('closes with what was stored', async () => {
    await open(providerOf());
    await submit();
    const stored = providerOf({ label: 'Stored' });
    server.expectOne(`${URL}/9`).flush(stored);
    await settle();
    expect(close).toHaveBeenCalledWith(stored);
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
    expect(close).not.toHaveBeenCalled();
  });

  it('leaves out the account that its worker’s own file holds', async () => {
    await open(providerOf({ from_worker_file: true, settings: null, secrets_set: [] }));
    expect(() => box('API key')).toThrow();
    expect(element.textContent).toContain('configuration file of worker local');
    await submit();
    expect(server.expectOne(`${URL}/9`).request.body).not.toHaveProperty('settings');
  });
});
