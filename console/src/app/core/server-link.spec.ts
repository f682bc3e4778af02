import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from 'vitest';
import { linkInterceptor, ServerLink } from './server-link';

describe('the link to the server', () => {
  it.each([
    [0, false],
    [502, false],
    [504, false],
    [503, true],
    [401, true],
    [200, true],
  ])('after an answer with %i: %s', (status, answers) => {
    TestBed.configureTestingModule({
      providers: [provideHttpClient(withInterceptors([linkInterceptor])), provideHttpClientTesting()],
    });
    const link = TestBed.inject(ServerLink);
    if (answers) link.lost();
    TestBed.inject(HttpClient)
      .get('/api/v1/workers')
      .subscribe({ error: () => undefined });
    const request = TestBed.inject(HttpTestingController).expectOne('/api/v1/workers');
    if (status === 0) request.error(new ProgressEvent('error'));
    else request.flush(null, { status, statusText: 'As it was' });
    expect(link.answers()).toBe(answers);
  });
});
