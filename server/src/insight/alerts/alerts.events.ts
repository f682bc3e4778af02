import { Injectable } from '@nestjs/common';
import type { AlertChannelKindName } from '@signalbox/contracts/alert-channel-kinds';
import { Subject } from 'rxjs';

/** What happens with alerts, for those who count it. */
@Injectable()
export class AlertsEvents {
  /** An attempt to tell people ended. */
  readonly sent = new Subject<{ channel: AlertChannelKindName; result: 'delivered' | 'again' | 'refused' }>();
  /** All rules were evaluated. */
  readonly evaluated = new Subject<{ rules: number; unknown: number; seconds: number }>();
}
