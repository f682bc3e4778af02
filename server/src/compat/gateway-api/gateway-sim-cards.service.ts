import { Injectable } from '@nestjs/common';
import type {
  GatewayNewSimCard,
  GatewaySavedSimCard,
  GatewaySimCard,
  GatewaySimCardChange,
} from '@signalbox/contracts/gateway';
import { NewSimCard, type SimCard } from '@signalbox/contracts/sim-cards';
import { SimCardsService } from '../../messaging/sim-cards/sim-cards.service.js';

const ALL = 1_000_000;

/** SIM cards in this API's shape, which knows a number and a status of them. */
@Injectable()
export class GatewaySimCardsService {
  constructor(private readonly simCards: SimCardsService) {}

  list(): GatewaySimCard[] {
    return this.simCards.list({ limit: ALL }).data.map(toGateway);
  }

  async create(body: GatewayNewSimCard): Promise<GatewaySavedSimCard> {
    const simCard = await this.simCards.create(NewSimCard.parse(body));
    return { ...toGateway(simCard), message: 'SIM card added' };
  }

  async change(id: number, body: GatewaySimCardChange): Promise<GatewaySavedSimCard> {
    return { ...toGateway(await this.simCards.change(id, body)), message: 'SIM card updated' };
  }

  async remove(id: number): Promise<{ message: string }> {
    await this.simCards.remove(id);
    return { message: 'SIM card deleted' };
  }
}

const toGateway = ({ id, number, status }: SimCard): GatewaySimCard => ({ id, number, status });
