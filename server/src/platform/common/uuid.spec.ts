import { describe, expect, it } from '@jest/globals';
import { uuidv7 } from './uuid.js';

describe('a UUIDv7', () => {
  const millisOf = (id: string): number => parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

  it('has the version, the variant and the time of its making', () => {
    // Made before in this process, maybe by a clock that was ahead: none is earlier than those.
    const last = millisOf(uuidv7());
    const before = Math.max(Date.now(), last);
    const id = uuidv7();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(millisOf(id)).toBeGreaterThanOrEqual(before);
    expect(millisOf(id)).toBeLessThanOrEqual(Math.max(Date.now(), last + 1));
  });

  it('is unique and sorts after every one made before it, over 100,000', () => {
    const ids = Array.from({ length: 100_000 }, () => uuidv7());
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.findIndex((id, index) => index > 0 && id <= (ids[index - 1] ?? ''))).toBe(-1);
  });

  it('goes on sorting when the clock is set back', () => {
    const first = uuidv7();
    expect(uuidv7(Date.now() - 60_000) > first).toBe(true);
  });

  it('does not repeat its random part', () => {
    const tails = Array.from({ length: 1000 }, () => uuidv7().slice(19));
    expect(new Set(tails).size).toBe(tails.length);
  });
});
