import { expect, it } from '@jest/globals';
import type { LeasesService } from '../../platform/leases/leases.service.js';
import { DeliveryLoopService } from './delivery-loop.service.js';
import type { DeliveryRepository } from './delivery.repository.js';
import type { WebhookPaceService } from './webhook-pace.service.js';
import type { WebhookSenderService } from './webhook-sender.service.js';
import type { WebhookStandingService } from './webhook-standing.service.js';

const ENDPOINTS = 500;
const all = Array.from({ length: ENDPOINTS }, (_, index) => index + 1);

it('begins with every endpoint in turn, also where many more always have something due than there is room for', async () => {
  const begun: string[] = [];
  const hold = (name: string) => Promise.resolve(void begun.push(name));
  const ready = (_now: number, limit: number, after = 0) =>
    Promise.resolve([...all.filter((id) => id > after), ...all.filter((id) => id <= after)].slice(0, limit));
  const loop = new DeliveryLoopService(
    { ready } as unknown as DeliveryRepository,
    { hold } as unknown as LeasesService,
    {} as WebhookSenderService,
    {} as WebhookStandingService,
    {} as WebhookPaceService,
  );
  for (let look = 0; look < 3; look += 1) await loop.settled();
  expect(new Set(begun).size).toBe(ENDPOINTS);
  expect(begun.slice(0, ENDPOINTS)).toEqual(all.map((id) => `webhook.${id}`));
});
