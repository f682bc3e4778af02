import type { Provider, Type } from '@nestjs/common';
import { TelegramUpdateRepository } from '../../outside/telegram/telegram-update.repository.js';
import { DeliveryRepository } from '../../outside/webhooks/delivery.repository.js';
import { SimStateRepository } from '../../outside/webhooks/sim-state.repository.js';
import { WebhookRepository } from '../../outside/webhooks/webhook.repository.js';
import { SqlDeliveryRepository } from './delivery.repository.js';
import { SqlSimStateRepository } from './sim-state.repository.js';
import { SqlTelegramUpdateRepository } from './telegram-update.repository.js';
import { SqlWebhookRepository } from './webhook.repository.js';

/** The ports of what leaves to other people's systems, and the adapters that serve them. */
export const outsideAdapters: Exclude<Provider, Type>[] = [
  { provide: DeliveryRepository, useClass: SqlDeliveryRepository },
  { provide: SimStateRepository, useClass: SqlSimStateRepository },
  { provide: TelegramUpdateRepository, useClass: SqlTelegramUpdateRepository },
  { provide: WebhookRepository, useClass: SqlWebhookRepository },
];
