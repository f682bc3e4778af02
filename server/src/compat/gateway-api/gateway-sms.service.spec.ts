import { describe, expect, it } from '@jest/globals';
import type { AcceptService } from '../../messaging/sms/accept/accept.service.js';
import type { MessagesService } from '../../messaging/sms/messages.service.js';
import { NotFound, Unavailable } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';
import { GatewaySmsService } from './gateway-sms.service.js';

const CALLER: Principal = { userId: 1, username: 'client', role: 'user', apiKeyId: 1 };
const BODY = { recipient: '+254712345678', message: 'hello' };

describe('sending in the gateway’s shape', () => {
  const sending = (get: () => Promise<unknown>) => {
    const accepted = { id: 'm', status: 'queued', reason: 'its SIM card is offline' };
    const accept = { accept: () => Promise.resolve(accepted) } as unknown as AcceptService;
    return new GatewaySmsService(accept, { get } as unknown as MessagesService).send(CALLER, BODY);
  };

  it('answers what was stored also when the database goes away before it is looked at', async () => {
    const answer = await sending(() => Promise.reject(new Unavailable('The database is away.')));
    expect(answer).toEqual({
      message: 'SMS accepted; it waits: its SIM card is offline',
      message_id: 'm',
      sender_sim: null,
      status: 'queued',
      reason: 'its SIM card is offline',
    });
  });

  it('shows the number that it leaves from, and hides no other failure', async () => {
    const seen = { from: '+254700000001', status: 'dispatched', reason: null };
    expect(await sending(() => Promise.resolve(seen))).toEqual({
      message: 'SMS sent',
      message_id: 'm',
      sender_sim: seen.from,
      status: 'dispatched',
      reason: null,
    });
    await expect(sending(() => Promise.reject(new NotFound('message', 'm')))).rejects.toThrow(NotFound);
  });
});
