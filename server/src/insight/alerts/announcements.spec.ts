import { expect, it } from '@jest/globals';
import type { OutboxService } from '../../platform/outbox/outbox.service.js';
import type { AlertsService } from './alerts.service.js';
import { AnnouncementsService, MOST_WAITING } from './announcements.service.js';
import type { AlertChannelsService } from './channels/alert-channels.service.js';

it('has few wait for Telegram: when it hangs, those beyond hear at once that theirs is kept', async () => {
  let isSent = false;
  let looks = 0;
  const alerts = {
    raise: () => Promise.resolve([1]),
    deliveries: () => {
      looks += 1;
      return Promise.resolve(isSent ? [{ channelKind: 'telegram', status: 'delivered', note: null }] : []);
    },
  } as unknown as AlertsService;
  const channel = { kind: 'telegram', route: { teams: [], severities: [] } };
  const channels = { enabled: () => Promise.resolve([channel]) } as unknown as AlertChannelsService;
  const outbox = { settled: () => Promise.resolve() } as unknown as OutboxService;
  const service = new AnnouncementsService(alerts, channels, outbox);
  const say = () => service.announce('the mast is down', { username: 'rosa' });

  const first = Array.from({ length: MOST_WAITING }, say);
  const more = await Promise.all(Array.from({ length: 200 }, say));
  expect(new Set(more)).toEqual(new Set(['kept']));
  expect(looks).toBeLessThanOrEqual(2 * MOST_WAITING);
  isSent = true;
  expect(new Set(await Promise.all(first))).toEqual(new Set(['sent']));
  // Whoever comes then is waited for again.
  expect(await say()).toBe('sent');
});
