import { Injectable } from '@nestjs/common';
import type { RequestPacket } from '@signalbox/contracts/bus';
import { type AcceptedMessage, NewMessage } from '@signalbox/contracts/messages';
import type { ProviderAnswer, ProviderTest } from '@signalbox/contracts/providers';
import { Conflict, Unavailable } from '../../platform/common/errors.js';
import type { Remembered } from '../../platform/common/idempotency/idempotency.js';
import type { Principal } from '../../platform/common/principal.js';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { WorkerRequestsService } from '../../platform/modem-bus/worker-requests.service.js';
import { ChannelsService } from '../sim-cards/channels.service.js';
import { AcceptService } from '../sms/accept/accept.service.js';
import { ProviderViewsService } from './provider-views.service.js';

type Question = Extract<RequestPacket['type'], 'test' | 'balance' | 'restart'>;

/** What can be asked of a provider through its worker. */
@Injectable()
export class ProviderActionsService {
  constructor(
    private readonly views: ProviderViewsService,
    private readonly channels: ChannelsService,
    private readonly requests: WorkerRequestsService,
    private readonly accept: AcceptService,
    private readonly log: SystemLogService,
  ) {}

  /** @throws NotFound; Conflict while it is inactive; Unavailable when its worker is, or with the provider's no */
  async ask(id: number, type: Question, { userId }: Principal): Promise<ProviderAnswer> {
    const { record } = this.views.require(id);
    const { workerId, key, status } = record;
    if (status !== 'active') throw new Conflict(`Provider ${id} is inactive.`);
    if (workerId === null || key === null || !this.channels.hasWorker(workerId)) {
      throw new Unavailable(`Worker ${workerId ?? 'none'}, which holds provider ${id}, is offline.`);
    }
    const entry = { action: `provider.${type}`, details: `provider ${id}`, userId };
    try {
      const answer = await this.requests.ask(workerId, { type, channel: key, argument: null });
      this.log.record({ ...entry, status: 'ok' });
      return { answer };
    } catch (error) {
      this.log.record({ ...entry, status: 'failed' });
      throw error;
    }
  }

  /** A message that only this provider may carry. @throws NotFound, and as AcceptService does */
  sendTest(id: number, { to, text }: ProviderTest, by: Principal, remember?: Remembered): Promise<AcceptedMessage> {
    this.views.require(id);
    return this.accept.accept(by, NewMessage.parse({ to, text, provider_id: id }), remember);
  }
}
