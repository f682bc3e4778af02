import { describe, expect, it } from '@jest/globals';
import { NOON, messageWith } from '../../../test/messages.js';
import { ChangeBuilder, commit } from './change.js';

describe('a change', () => {
  it('is nothing without a step', () => {
    expect(new ChangeBuilder(messageWith()).build()).toBeNull();
  });

  it('leaves the message as it is until it is committed', () => {
    const message = messageWith();
    const change = new ChangeBuilder(message).step('dispatched', NOON + 5, { attempt: 1, channelId: 7 }).build();
    expect(message).toMatchObject({ status: 'queued', attempt: 0, channelId: null, updatedAt: NOON });
    if (change) commit(change);
    expect(message).toMatchObject({ status: 'dispatched', attempt: 1, channelId: 7, updatedAt: NOON + 5 });
  });

  it('remembers what the message was when it began, through all its steps', () => {
    const message = messageWith({ status: 'dispatched', attempt: 2, version: 7 });
    const builder = new ChangeBuilder(message).note('accepted', NOON, { heldAt: NOON }).step('sent', NOON + 1);
    expect(builder.step('delivered', NOON + 2).build()).toMatchObject({
      from: { status: 'dispatched', attempt: 2, version: 7 },
      path: ['sent', 'delivered'],
      to: { status: 'delivered', heldAt: NOON, version: 8 },
      history: `${NOON} accepted\n${NOON + 1} sent\n${NOON + 2} delivered\n`,
    });
  });

  it('shows the message as it will be', () => {
    const builder = new ChangeBuilder(messageWith({ status: 'dispatched' }));
    expect(builder.current.status).toBe('dispatched');
    expect(builder.step('sent', NOON).current.status).toBe('sent');
  });

  it('can set a field without a status or a line of history', () => {
    const change = new ChangeBuilder(messageWith()).patch(NOON + 1, { reason: 'every SIM card is offline' }).build();
    expect(change).toMatchObject({
      path: [],
      history: '',
      to: { status: 'queued', reason: 'every SIM card is offline' },
    });
  });

  it('writes the reason into the history', () => {
    const change = new ChangeBuilder(messageWith()).step('failed', NOON, { reason: 'no credit' }).build();
    expect(change?.history).toBe(`${NOON} failed no credit\n`);
  });

  it('never sets the clock back', () => {
    const message = messageWith({ updatedAt: NOON + 1000 });
    expect(new ChangeBuilder(message).step('sent', NOON).build()?.to.updatedAt).toBe(NOON + 1000);
  });
});
