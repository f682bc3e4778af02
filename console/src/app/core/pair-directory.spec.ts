import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { PairDirectory } from './pair-directory';

const pairOf = (id: string, country: string, operator: string) => ({ id, country, operator });
const settle = () => new Promise((resolve) => setTimeout(resolve));

describe('the directory of pairs', () => {
  let server: HttpTestingController;
  let pairs: PairDirectory;

  beforeEach(() => {
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] });
    server = TestBed.inject(HttpTestingController);
    pairs = TestBed.inject(PairDirectory);
  });

  const answer = async (cursor: string | null, data: object[], next: string | null) => {
    server
      .expectOne(({ url, params }) => url === '/api/v1/pairs' && params.get('cursor') === cursor)
      .flush({ data, next_cursor: next });
    await settle();
  };

  it('reads every page, and has them by country and operator', async () => {
    const loading = pairs.load();
    await answer(null, [pairOf('1', 'UG', 'MTN'), pairOf('2', 'KE', 'Safaricom')], 'more');
    expect(pairs.all()).toBeNull();
    await answer('more', [pairOf('3', 'KE', 'Airtel')], null);
    await loading;
    expect(pairs.all()?.map(({ id }) => id)).toEqual(['3', '2', '1']);
    expect(pairs.nameOf('2')).toBe('Kenya, Safaricom');
    expect(pairs.nameOf('4')).toBeNull();
  });

  it('keeps what a later read found when an earlier one is answered last', async () => {
    pairs.refresh();
    pairs.refresh();
    const [first, second] = server.match(({ url }) => url === '/api/v1/pairs');
    second?.flush({ data: [pairOf('2', 'KE', 'Safaricom')], next_cursor: null });
    await settle();
    first?.flush({ data: [], next_cursor: null });
    await settle();
    expect(pairs.all()?.map(({ id }) => id)).toEqual(['2']);
  });
});
