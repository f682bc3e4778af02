import { Injectable } from '@nestjs/common';
import type { Alert } from '../alert.js';
import { AlertRepository } from '../alert.repository.js';
import type { AlertChannel } from '../channels/alert-channel.js';
import { AlertChannelRepository } from '../channels/alert-channel.repository.js';
import type { Silence } from '../silences/silence.js';
import { SilenceRepository } from '../silences/silence.repository.js';
import { Causes, heldBy } from './held.js';
import { type Notice, dueOf } from './notice.js';
import { NoticeRepository } from './notice.repository.js';
import { isRouted } from './route.js';

/** Last words at a time: the rest comes at the next look. */
const OWED = 2000;

/** Decides who is told of what: from what stands in the rows, so that nothing is lost with a server that dies midway. */
@Injectable()
export class NotifierService {
  private running: Promise<void> | null = null;
  private next: Promise<void> | null = null;

  constructor(
    private readonly alerts: AlertRepository,
    private readonly notices: NoticeRepository,
    private readonly channels: AlertChannelRepository,
    private readonly silences: SilenceRepository,
  ) {}

  /** Looks after all that is there when it is called; who calls while another look waits shares that one. */
  tell(): Promise<void> {
    if (!this.running) return (this.running = this.look().finally(() => (this.running = null)));
    const before = this.running;
    return (this.next ??= before
      .catch(() => undefined)
      .then(() => {
        this.next = null;
        return this.tell();
      }));
  }

  private async look(): Promise<void> {
    const now = Date.now();
    await this.notices.heal(now);
    const [open, owed] = [await this.alerts.open(), await this.alerts.owed(OWED)];
    const [channels, silences] = [await this.channels.enabled(), await this.silences.active(now)];
    const { held, notices } = decide({ open, owed, channels, silences }, now);
    if (held.length > 0) await this.alerts.hold(held, now);
    if (notices.length > 0) await this.notices.put(notices, channels, now);
  }
}

interface There {
  open: readonly Alert[];
  owed: readonly Alert[];
  channels: readonly AlertChannel[];
  silences: readonly Silence[];
}

/** What is held back, or is not any more, and who is told of what. */
export function decide(
  { open, owed, channels, silences }: There,
  now: number,
): { held: { alert: Alert; heldBy: string | null }[]; notices: Notice[] } {
  const causes = new Causes(open);
  const held: { alert: Alert; heldBy: string | null }[] = [];
  const notices: Notice[] = [];
  const channelIds = (alert: Alert): number[] =>
    channels.filter(({ route }) => isRouted(route, alert)).map(({ id }) => id);
  for (const alert of open) {
    if (alert.state === 'pending') continue;
    const reason = heldBy(alert, silences, causes);
    const isChanged = reason !== alert.heldBy;
    if (isChanged) held.push({ alert, heldBy: reason });
    const what = reason === null ? dueOf(alert, now) : null;
    // What was written of it just now is one change more.
    const version = alert.version + Number(isChanged);
    if (what) notices.push({ alert: { ...alert, version }, what, channelIds: channelIds(alert) });
  }
  for (const alert of owed) notices.push({ alert, what: 'resolved', channelIds: channelIds(alert) });
  return { held, notices };
}
