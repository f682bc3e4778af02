import { Injectable } from '@nestjs/common';
import { OutboundRefused } from '@signalbox/transport/checked-lookup';
import { retryAfterMs } from '@signalbox/transport/retry-after';
import { DeliveriesService, type Send } from '../../insight/alerts/notify/deliveries.service.js';
import { isoTime } from '../../platform/common/clock.js';
import { OutboundService, type Posted } from '../../platform/outbound/outbound.service.js';
import { ComeAgain, Refused } from '../../platform/outbox/outbox.js';

/** Alerts to another system, signed as its webhooks are. */
@Injectable()
export class AlertWebhookChannelService {
  constructor(
    private readonly outbound: OutboundService,
    deliveries: DeliveriesService,
  ) {
    deliveries.sendBy('webhook', (...sending) => this.send(...sending));
  }

  private async send(...[{ settings, secrets }, { lines, more }, id, signal]: Parameters<Send>): Promise<string> {
    const { url } = settings as { url: string };
    const body = JSON.stringify({ type: 'alert', timestamp: isoTime(Date.now()), data: { alerts: lines, more } });
    try {
      const answer = await this.outbound.post({ url, body, id }, [secrets['secret'] ?? ''], signal);
      return takenOrNot(answer, Date.now());
    } catch (error) {
      throw error instanceof OutboundRefused ? new Refused(error.message) : error;
    }
  }
}

/** @throws Refused, ComeAgain, Error as the convention has it: 2xx is taken, 410 is for good, 429 and 503 may say when */
export function takenOrNot({ status, headers }: Pick<Posted, 'status' | 'headers'>, now: number): string {
  if (status >= 200 && status < 300) return `answered ${status}`;
  if (status === 410) throw new Refused('answered 410: it is gone for good');
  const wait = status === 429 || status === 503 ? retryAfterMs(headers['retry-after'], now) : null;
  if (wait !== null) throw new ComeAgain(`answered ${status}`, wait);
  throw new Error(`answered ${status}`);
}
