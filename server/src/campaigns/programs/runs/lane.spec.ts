import { describe, expect, it } from '@jest/globals';
import { laneOfPriority } from './lane.js';

const [NORMAL, BULK] = [1, 2];

describe("the lane of a program's messages", () => {
  it('is bulk up to priority 7, normal from 8 on', () => {
    for (const priority of [1, 5, 7]) expect(laneOfPriority(priority)).toBe(BULK);
    for (const priority of [8, 9, 10]) expect(laneOfPriority(priority)).toBe(NORMAL);
  });
});
