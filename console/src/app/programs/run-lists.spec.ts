import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from 'vitest';
import { programOf, runOf } from '../../testing/programs';
import { provideIcons } from '../core/icons';
import { RunHistory } from './run-history';
import { RunLog } from './run-log';

describe('a list of a program’s page that cannot be read', () => {
  it.each([
    ['log', RunLog, { run: runOf() }, 'Nothing was written down.'],
    ['runs', RunHistory, { program: programOf(), shown: null }, 'Runs'],
  ] as const)('says so, and is read again on demand: %s', async (_, type, inputs, words) => {
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting(), provideIcons()] });
    const server = TestBed.inject(HttpTestingController);
    const fixture = TestBed.createComponent<RunLog | RunHistory>(type);
    for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
    const element = fixture.nativeElement as HTMLElement;
    await fixture.whenStable();
    server.expectOne(() => true).flush(null, { status: 503, statusText: 'Busy' });
    await new Promise((done) => setTimeout(done));
    await fixture.whenStable();
    expect(element.querySelector('sb-skeleton')).toBeNull();
    const again = element.querySelector<HTMLButtonElement>('sb-error-panel button');
    expect(again?.textContent).toContain('Try again');
    again?.click();
    server.expectOne(() => true).flush({ data: [], next_cursor: null });
    await new Promise((done) => setTimeout(done));
    await fixture.whenStable();
    expect(element.querySelector('sb-error-panel')).toBeNull();
    expect(element.textContent).toContain(words);
  });
});
