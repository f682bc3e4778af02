import { beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { EventsService } from './events.service.js';

const opened = { ticketId: 1, customerId: 2 };

describe('domain events', () => {
  beforeAll(() => {
    Logger.overrideLogger(false);
  });

  it('go to those who asked for their name', () => {
    const events = new EventsService();
    const seen: unknown[] = [];
    events.each('ticket.opened', (data) => seen.push(data));
    events.tell('invoice.issued', { invoiceId: 1, customerId: 2 });
    events.tell('ticket.opened', opened);
    expect(seen).toEqual([opened]);
  });

  it('go to all, and back to who told them, though one of them fails', () => {
    const events = new EventsService();
    const seen: unknown[] = [];
    events.each('ticket.opened', () => {
      throw new Error('it does not matter');
    });
    events.each('ticket.opened', (data) => seen.push(data));
    events.tell('ticket.opened', opened);
    expect(seen).toEqual([opened]);
  });
});
