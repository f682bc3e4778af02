import { beforeEach, describe, expect, it } from '@jest/globals';
import { EventOrder } from './event-order.js';

describe('the order of a worker’s events', () => {
  let order: EventOrder;
  beforeEach(() => {
    order = new EventOrder();
  });

  it('goes on with each packet that follows', () => {
    expect(order.advance('w', 0, 10)).toBe(10);
    expect(order.advance('w', 10, 25)).toBe(25);
  });

  it('does not pass over a packet that a broker lost', () => {
    order.advance('w', 0, 10);
    expect(order.advance('w', 25, 40)).toBeNull();
    expect(order.advance('w', 40, 50)).toBeNull();
  });

  it('goes on when the lost packet came after all', () => {
    order.advance('w', 0, 10);
    order.advance('w', 25, 40);
    expect(order.advance('w', 0, 25)).toBe(25);
    expect(order.advance('w', 25, 40)).toBe(40);
  });

  it('takes nothing for granted after a restart of the server', () => {
    expect(order.advance('w', 25, 40)).toBeNull();
    expect(order.advance('w', 0, 25)).toBe(25);
  });

  it('does not go back when an old packet is repeated', () => {
    order.advance('w', 0, 10);
    order.advance('w', 10, 25);
    expect(order.advance('w', 0, 10)).toBe(25);
  });

  it('keeps workers apart', () => {
    order.advance('a', 0, 10);
    expect(order.advance('b', 10, 20)).toBeNull();
  });
});
