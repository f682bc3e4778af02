import { Component, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import type { AcceptedMessage } from '@signalbox/contracts/messages';
import { Live } from '../core/live';
import { EmptyState } from '../ui/empty-state';
import { DeliveryTrack } from './delivery-track';
import { changed, rowOf, type MessageRow } from '../ui/messages/message-row';
import { SmsApi } from './sms.api';

const SHOWN = 10;

/** What was sent from this page since it was opened, with each message's way as it goes. */
@Component({
  selector: 'sb-sent-messages',
  imports: [DeliveryTrack, EmptyState, RouterLink],
  template: `
    <section class="card" aria-labelledby="sent">
      <h2 id="sent">Sent from here</h2>
      @for (message of messages(); track message.id) {
        <article>
          <div class="line">
            <a class="number" [routerLink]="['/messages', message.id]">{{ message.to }}</a>
            <span class="muted clip" dir="auto">{{ message.text }}</span>
          </div>
          <sb-delivery-track [status]="message.status" aria-live="polite" />
          @if (message.reason; as reason) {
            <p class="muted reason">{{ reason }}</p>
          }
        </article>
      } @empty {
        <sb-empty-state
          icon="pulse"
          heading="Nothing sent yet"
          text="Each message you send shows its way here: queued, handed to a worker, sent, delivered."
        />
      }
    </section>
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }
    h2 {
      padding: 18px 20px 14px;
    }
    article {
      padding: 14px 20px 16px;
      border-top: 1px solid var(--sb-border);
      animation: arrive 0.3s ease-out;
    }
    .line {
      display: flex;
      gap: 12px;
      margin-bottom: 12px;
      font-size: 13px;
    }
    a {
      font-weight: 550;
    }
    .clip {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .reason {
      margin-top: 8px;
      font-size: 12px;
    }
    sb-empty-state {
      padding-top: 32px;
    }
    @keyframes arrive {
      from {
        opacity: 0;
        transform: translateY(-6px);
      }
    }
  `,
})
export class SentMessages {
  private readonly api = inject(SmsApi);
  protected readonly messages = signal<readonly MessageRow[]>([]);

  constructor() {
    const live = inject(Live);
    live.updates.pipe(takeUntilDestroyed()).subscribe((updates) => {
      const latest = new Map(updates.map((update) => [update.message_id, update]));
      this.messages.update((rows) =>
        rows.map((row) => {
          const update = latest.get(row.id);
          return update === undefined ? row : changed(row, update);
        }),
      );
    });
    live.opened.pipe(takeUntilDestroyed()).subscribe(() => this.messages().forEach(({ id }) => void this.sync(id)));
  }

  /** Shows a message just accepted, on top. */
  add(accepted: AcceptedMessage, text: string): void {
    const row: MessageRow = {
      id: accepted.id,
      direction: 'outbound',
      status: accepted.status,
      from: null,
      to: accepted.to,
      text,
      sim_card_id: null,
      provider_id: null,
      reason: null,
      can_reply: false,
      send_at: null,
      created_at: new Date().toISOString(),
      // Older than anything that is told of it, whatever this computer's clock says.
      updated_at: new Date(0).toISOString(),
      fresh: true,
    };
    this.messages.update((rows) => [row, ...rows].slice(0, SHOWN));
    // The first updates may have overtaken the answer.
    void this.sync(accepted.id);
  }

  private async sync(id: string): Promise<void> {
    try {
      const read = rowOf(await this.api.get(id));
      const newer = (row: MessageRow) => Date.parse(read.updated_at) >= Date.parse(row.updated_at);
      this.messages.update((rows) => rows.map((row) => (row.id === id && newer(row) ? read : row)));
    } catch {
      // The live updates still come; the next one corrects what is shown.
    }
  }
}
