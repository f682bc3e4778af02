import { Injectable } from '@nestjs/common';
import type {
  GatewayNewSimCard,
  GatewaySavedSimCard,
  GatewaySimCard,
  GatewaySimCardChange,
  GatewaySimCards,
} from '@signalbox/contracts/gateway';
import { NewSimCard, type SimCard } from '@signalbox/contracts/sim-cards';
import type { z } from 'zod';
import { SimCardsService } from '../../messaging/sim-cards/sim-cards.service.js';
import { Config } from '../../platform/config/config.js';

const ALL = 1_000_000;

/** SIM cards in this API's shape, which knows a number and a status of them. */
@Injectable()
export class GatewaySimCardsService {
  constructor(
    private readonly simCards: SimCardsService,
    private readonly config: Config,
  ) {}

  list(): z.infer<typeof GatewaySimCards> {
    const sim_cards = this.simCards.list({ limit: ALL }).data.map(toGateway);
    return this.config.env.GATEWAY_API_ENVELOPES ? { sim_cards } : sim_cards;
  }

  async create(body: GatewayNewSimCard): Promise<GatewaySavedSimCard> {
    return saved(await this.simCards.create(NewSimCard.parse(body)), 'SIM card added');
  }

  async change(id: number, body: GatewaySimCardChange): Promise<GatewaySavedSimCard> {
    return saved(await this.simCards.change(id, body), 'SIM card updated');
  }

  async remove(id: number): Promise<{ message: string }> {
    await this.simCards.remove(id);
    return { message: 'SIM card deleted' };
  }
}

const toGateway = ({ id, number, status }: SimCard): GatewaySimCard => ({ id, number, status });

/** With the names of the document and of the earlier gateway. */
function saved(simCard: SimCard, message: string): GatewaySavedSimCard {
  const sim_card = toGateway(simCard);
  return { ...sim_card, message, sim_card };
}
