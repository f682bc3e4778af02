import { Component, computed, input } from '@angular/core';
import { RouterLink, type Params } from '@angular/router';
import { Count } from './count';

/** How many messages are at a channel's worker, which leads to them, of how many may be. */
@Component({
  selector: 'sb-in-flight',
  imports: [Count, RouterLink],
  template: `
    <a routerLink="/outbox" [queryParams]="inFlight()" title="Show them">{{ channel().in_flight | count }}</a> /
    {{ channel().window | count }}
  `,
  styles: `
    a {
      color: inherit;
      text-decoration: underline;
      text-decoration-color: color-mix(in srgb, currentcolor 35%, transparent);
      text-underline-offset: 3px;
    }
  `,
})
export class InFlight {
  readonly channel = input.required<{ in_flight: number; window: number }>();
  /** The filter of the outbox that shows what it carries. */
  readonly query = input.required<Params>();
  protected readonly inFlight = computed(() => ({ ...this.query(), status: 'dispatched' }));
}
