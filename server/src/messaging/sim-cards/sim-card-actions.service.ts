import { Injectable } from '@nestjs/common';
import type { RequestPacket } from '@signalbox/contracts/bus';
import type { SimCardAnswer, UssdRequest } from '@signalbox/contracts/sim-cards';
import { Conflict, Unavailable } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';
import { SystemLogService } from '../../access/logs/system-log.service.js';
import { WorkerRequestsService } from '../../platform/modem-bus/worker-requests.service.js';
import type { ChannelRecord } from './channel.js';
import { ChannelsService } from './channels.service.js';
import { SimCardsService } from './sim-cards.service.js';

type Located = ChannelRecord & { workerId: string; key: string };

/** What can be asked of a SIM card in its modem, and of the modem. */
@Injectable()
export class SimCardActionsService {
  constructor(
    private readonly simCards: SimCardsService,
    private readonly channels: ChannelsService,
    private readonly requests: WorkerRequestsService,
    private readonly log: SystemLogService,
  ) {}

  /** @throws NotFound; Conflict while it is offline; Unavailable when its worker is, or with the network's no */
  ussd(id: number, { code }: UssdRequest, by: Principal): Promise<SimCardAnswer> {
    return this.ask(this.online(id), 'ussd', code, by);
  }

  /** By its operator's own way, as the worker is told. @throws as `ussd` */
  balance(id: number, by: Principal): Promise<SimCardAnswer> {
    return this.ask(this.online(id), 'balance', null, by);
  }

  /** The modem's, which also one that is offline may need. @throws NotFound; Conflict; Unavailable */
  restart(id: number, by: Principal): Promise<SimCardAnswer> {
    return this.ask(this.located(id), 'restart', null, by);
  }

  /** What was asked is not logged: codes may have PINs in them, and answers balances. */
  private async ask(
    { id, workerId, key, number }: Located,
    type: Extract<RequestPacket['type'], 'ussd' | 'balance' | 'restart'>,
    argument: string | null,
    { userId }: Principal,
  ): Promise<SimCardAnswer> {
    const entry = { action: `sim_card.${type}`, details: `SIM card ${id}`, userId, senderSim: number };
    try {
      const answer = await this.requests.ask(workerId, { type, channel: key, argument });
      this.log.record({ ...entry, status: 'ok' });
      return { answer };
    } catch (error) {
      this.log.record({ ...entry, status: 'failed' });
      throw error;
    }
  }

  /** One that can be asked: its worker is here. */
  private located(id: number): Located {
    const { record } = this.simCards.require(id);
    const { workerId, key } = record;
    if (workerId === null || key === null) {
      throw new Conflict(`SIM card ${id} was entered by its number; no worker has had it in a modem yet.`);
    }
    if (!this.channels.hasWorker(workerId)) {
      throw new Unavailable(`Worker ${workerId}, which has SIM card ${id}, is offline.`);
    }
    return { ...record, workerId, key };
  }

  private online(id: number): Located {
    const located = this.located(id);
    const { online, trouble } = this.simCards.require(id);
    if (!online) throw new Conflict(`SIM card ${id} is offline${trouble === null ? '' : `: ${trouble}`}.`);
    return located;
  }
}
