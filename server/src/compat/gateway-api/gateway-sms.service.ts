import { Injectable } from '@nestjs/common';
import type { Page } from '@signalbox/contracts/common';
import type { GatewayListQuery, GatewayMessage, GatewayNewSms, GatewaySentSms } from '@signalbox/contracts/gateway';
import { NewMessage } from '@signalbox/contracts/messages';
import { type Principal, may } from '../../platform/common/principal.js';
import { Unavailable } from '../../platform/common/errors.js';
import type { Remembered } from '../../platform/common/idempotency/idempotency.js';
import { AcceptService } from '../../messaging/sms/accept/accept.service.js';
import { MessagesService } from '../../messaging/sms/messages.service.js';
import { toGatewayMessage } from './gateway-message.js';

/** Messages in this API's shape. */
@Injectable()
export class GatewaySmsService {
  constructor(
    private readonly accept: AcceptService,
    private readonly messages: MessagesService,
  ) {}

  /** @throws Invalid, Conflict, Unprocessable: see AcceptService. */
  async send(caller: Principal, body: GatewayNewSms, remember?: Remembered): Promise<GatewaySentSms> {
    const { recipient: to, message: text, sim_card_id } = body;
    const { id, status } = await this.accept.accept(caller, NewMessage.parse({ to, text, sim_card_id }), remember);
    // It is stored: a database that goes away now must not have the caller send it again.
    const seen = await this.messages.get(caller, id).catch((error: unknown) => {
      if (error instanceof Unavailable) return null;
      throw error;
    });
    return { message_id: id, sender_sim: seen?.from ?? null, status: seen?.status ?? status };
  }

  /** What came in is staff's to see; others find nothing, as clients that show both lists must go on working. */
  async inbox(caller: Principal, query: GatewayListQuery): Promise<Page<GatewayMessage>> {
    if (!may(caller, 'messages.read-all')) return { data: [], next_cursor: null };
    return toGatewayPage(await this.messages.list(caller, { ...query, direction: 'inbound' }));
  }

  async outbox(caller: Principal, query: GatewayListQuery): Promise<Page<GatewayMessage>> {
    return toGatewayPage(await this.messages.list(caller, { ...query, direction: 'outbound' }));
  }
}

const toGatewayPage = ({ data, next_cursor }: Awaited<ReturnType<MessagesService['list']>>): Page<GatewayMessage> => ({
  data: data.map(toGatewayMessage),
  next_cursor,
});
