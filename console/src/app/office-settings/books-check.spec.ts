import { TestBed } from '@angular/core/testing';
import type { LedgerCheck } from '@signalbox/contracts/office/ledger';
import { describe, expect, it } from 'vitest';
import { BooksCheck } from './books-check';

const CHECK: LedgerCheck = {
  checked_at: '2026-11-30T02:00:01.500Z',
  seconds: 1.5,
  entries: 1234,
  balanced: true,
  differences: [],
};

async function shown(check: Partial<LedgerCheck>): Promise<string> {
  const fixture = TestBed.createComponent(BooksCheck);
  fixture.componentRef.setInput('check', { ...CHECK, ...check });
  await fixture.whenStable();
  return (fixture.nativeElement as HTMLElement).textContent?.replace(/\s+/g, ' ') ?? '';
}

describe('the check of the books', () => {
  it('says when it was, how many entries there are, and that the sums are theirs', async () => {
    const text = await shown({});
    expect(text).toContain('In balance');
    expect(text).toMatch(/1.234 entries in 1.5 s, and every sum is what they add up to\./);
  });

  it('says what differs', async () => {
    const differences = ['customer 7: balance 100, entries 90', 'day 2026-11-29: takings 5, entries 0'];
    const text = await shown({ balanced: false, differences });
    expect(text).toContain('2 differences');
    for (const line of differences) expect(text).toContain(line);
    expect(await shown({ balanced: false, differences: differences.slice(1) })).toContain('1 difference');
  });

  it('says that there was none yet', async () => {
    const text = await shown({ checked_at: null, seconds: null, entries: 0, balanced: null });
    expect(text).toContain('Not checked yet');
    expect(text).not.toContain('entries in');
  });
});
