import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Unavailable } from '../../platform/common/errors.js';
import type { Principal } from '../../platform/common/principal.js';
import { uuidv7 } from '../../platform/common/uuid.js';
import { OutboxService } from '../../platform/outbox/outbox.service.js';
import type { Signal } from './alert.js';
import { AlertsService } from './alerts.service.js';
import { AlertChannelsService } from './channels/alert-channels.service.js';
import { type Delivery, SOON } from './notify/notice.js';

/** `sent` when a channel has it; `kept` while it waits. */
export type Announced = 'sent' | 'kept';

const WITHIN_MS = 10_000;
const LOOK_MS = 100;
/** Each of them asks the database ten times a second. Others hear at once that theirs is kept. */
export const MOST_WAITING = 50;
/** It is no state that ends: for so long it stands among what is open, unless somebody resolves it. */
const STANDS_MS = 3_600_000;

/** Has people told of what somebody wrote. */
@Injectable()
export class AnnouncementsService {
  private waiting = 0;

  constructor(
    private readonly alerts: AlertsService,
    private readonly channels: AlertChannelsService,
    private readonly outbox: OutboxService,
  ) {}

  /**
   * Waits up to 10 s for Telegram, or for the first channel that has it where none of those is told; not while many wait.
   * @throws Unavailable when no channel is set, or none takes what is critical
   */
  async announce(text: string, { username }: Pick<Principal, 'username'>): Promise<Announced> {
    const channels = await this.channels.enabled();
    const takes = channels.filter(({ route }) => route.teams.length === 0 && takesCritical(route.severities));
    if (takes.length === 0)
      throw new Unavailable('No alert channel is set that takes this. Set one under Settings.', 60);
    const [id] = await this.alerts.raise([signalOf(text, username)]);
    if (typeof id !== 'number') return 'kept';
    void this.outbox.settled().catch(() => undefined);
    if (this.waiting >= MOST_WAITING) return 'kept';
    this.waiting += 1;
    try {
      return await this.outcome(
        id,
        takes.some(({ kind }) => kind === 'telegram'),
      );
    } finally {
      this.waiting -= 1;
    }
  }

  private async outcome(id: number, hasTelegram: boolean): Promise<Announced> {
    for (const end = performance.now() + WITHIN_MS; performance.now() < end; await sleep(LOOK_MS)) {
      const deliveries = await this.alerts.deliveries(id);
      const awaited = hasTelegram ? deliveries.filter(({ channelKind }) => channelKind === 'telegram') : deliveries;
      const said = wordOn(awaited);
      if (said !== null) return said;
    }
    return 'kept';
  }
}

const takesCritical = (severities: readonly string[]): boolean =>
  severities.length === 0 || severities.includes('critical');

/** Null while it is not known. What an attempt did not bring there leaves again by itself: nobody waits for that. */
function wordOn(deliveries: readonly Delivery[]): Announced | null {
  if (deliveries.some(({ status }) => status === 'delivered')) return 'sent';
  const failed = ({ status, note }: Delivery): boolean => status === 'failed' || (note !== null && note !== SOON);
  return deliveries.length > 0 && deliveries.every(failed) ? 'kept' : null;
}

function signalOf(text: string, by: string): Signal {
  const id = uuidv7();
  const [title = ''] = text.split('\n');
  return {
    fingerprint: `api ${id}`,
    source: 'api',
    severity: 'critical',
    ruleId: null,
    kind: 'announcement',
    title,
    text: `${text}\n— ${by}`,
    subject: { kind: 'other', id: 'announcement', name: by },
    labels: { by },
    value: null,
    forMs: 0,
    repeatMinutes: 0,
    expiresAt: Date.now() + STANDS_MS,
  };
}
