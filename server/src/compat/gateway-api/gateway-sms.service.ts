import { Injectable } from '@nestjs/common';
import type { Page } from '@signalbox/contracts/common';
import type {
  GatewayListQuery,
  GatewayMessage,
  GatewayNewSms,
  GatewaySentSms,
  GatewaySmsStatus,
} from '@signalbox/contracts/gateway';
import { type Message, NewMessage } from '@signalbox/contracts/messages';
import { type Principal, may } from '../../platform/common/principal.js';
import { Unavailable } from '../../platform/common/errors.js';
import type { Remembered } from '../../platform/common/idempotency/idempotency.js';
import { AcceptService } from '../../messaging/sms/accept/accept.service.js';
import { MessagesService } from '../../messaging/sms/messages.service.js';
import type { GatewayList } from './gateway-list.js';
import { toGatewayMessage, toGatewayStatus } from './gateway-message.js';

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
    const accepted = await this.accept.accept(caller, NewMessage.parse({ to, text, sim_card_id }), remember);
    const { id } = accepted;
    // It is stored: a database that goes away now must not have the caller send it again.
    const seen = await this.messages.get(caller, id).catch((error: unknown) => {
      if (error instanceof Unavailable) return null;
      throw error;
    });
    const { status, reason } = seen ?? { status: accepted.status, reason: accepted.reason ?? null };
    return { message: wordsOf(status, reason), message_id: id, sender_sim: seen?.from ?? null, status, reason };
  }

  /** What came in is staff's to see; others find nothing, as clients that show both lists must go on working. */
  inbox(caller: Principal, query: GatewayListQuery): GatewayList<GatewayMessage> {
    const seesAll = may(caller, 'messages.read-all');
    const page = seesAll ? this.pages(caller, 'inbound', toGatewayMessage) : () => Promise.resolve(NOTHING);
    return { query, name: 'messages', page };
  }

  outbox(caller: Principal, query: GatewayListQuery): GatewayList<GatewayMessage> {
    return { query, name: 'messages', page: this.pages(caller, 'outbound', toGatewayMessage) };
  }

  /** What became of what was sent. */
  statuses(caller: Principal, query: GatewayListQuery): GatewayList<GatewaySmsStatus> {
    return { query, name: 'statuses', page: this.pages(caller, 'outbound', toGatewayStatus) };
  }

  private pages<Row>(caller: Principal, direction: Message['direction'], view: (message: Message) => Row) {
    return async (query: { limit: number; cursor?: string }): Promise<Page<Row>> => {
      const { data, next_cursor } = await this.messages.list(caller, { ...query, direction });
      return { data: data.map(view), next_cursor };
    };
  }
}

const NOTHING: Page<never> = { data: [], next_cursor: null };

/** What became of it so far, for people. */
function wordsOf(status: Message['status'], reason: string | null): string {
  if (reason !== null) return `SMS accepted; it ${status === 'queued' ? 'waits' : `is ${status}`}: ${reason}`;
  return status === 'queued' || status === 'scheduled' ? 'SMS accepted; it waits for its turn' : 'SMS sent';
}
