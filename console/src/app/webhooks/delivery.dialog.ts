import { Component, inject, signal } from '@angular/core';
import { MAT_DIALOG_DATA } from '@angular/material/dialog';
import type { WebhookDeliveryDetail } from '@signalbox/contracts/webhooks';
import { failureOf, type Failure } from '../core/problem';
import { ErrorPanel } from '../ui/error-panel';
import { Facts, type Fact } from '../ui/facts';
import { NoticeDialog } from '../ui/notice-dialog';
import { Skeleton } from '../ui/skeleton';
import { Time } from '../ui/time';

/** One delivery: what was posted, what was answered, and the attempts that failed. */
@Component({
  selector: 'sb-delivery-dialog',
  imports: [ErrorPanel, Facts, NoticeDialog, Skeleton, Time],
  template: `
    <sb-notice-dialog heading="Delivery">
      @if (failure(); as failure) {
        <sb-error-panel [failure]="failure" (retry)="load()" />
      } @else if (one(); as delivery) {
        <sb-facts [facts]="factsOf(delivery)" />
        <h3>Posted</h3>
        <pre dir="auto" tabindex="0" aria-label="What was posted">{{ shown(delivery.body) }}</pre>
        @if (delivery.response) {
          <h3>Answered</h3>
          <pre dir="auto" tabindex="0" aria-label="What was answered">{{ delivery.response }}</pre>
        }
        @if (delivery.failures.length > 0) {
          <h3>Attempts that failed</h3>
          <ol>
            @for (attempt of delivery.failures; track attempt.at) {
              <li dir="auto"><sb-time [at]="attempt.at" />: {{ attempt.error }}</li>
            }
          </ol>
        }
      } @else {
        <sb-skeleton [rows]="4" />
      }
    </sb-notice-dialog>
  `,
  styles: `
    h3 {
      margin: 18px 0 6px;
      font-size: 13px;
      font-weight: 600;
    }
    pre {
      max-height: 40vh;
      margin: 0;
      padding: 10px 14px;
      overflow: auto;
      border: 1px solid var(--sb-border);
      border-radius: 10px;
      background: var(--sb-surface-raised);
      color: var(--sb-text);
      font-size: 12px;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    ol {
      margin: 0;
      padding-inline-start: 20px;
    }
  `,
})
export class DeliveryDialog {
  private readonly read = inject<() => Promise<WebhookDeliveryDetail>>(MAT_DIALOG_DATA);
  protected readonly one = signal<WebhookDeliveryDetail | null>(null);
  protected readonly failure = signal<Failure | null>(null);

  constructor() {
    void this.load();
  }

  protected async load(): Promise<void> {
    this.failure.set(null);
    try {
      this.one.set(await this.read());
    } catch (error) {
      this.failure.set(failureOf(error));
    }
  }

  protected factsOf(delivery: WebhookDeliveryDetail): Fact[] {
    const { status_code: code, duration_ms: ms, attempts, error } = delivery;
    return [
      { name: 'webhook-id', value: delivery.event_id, mono: true },
      { name: 'Address', value: delivery.url, mono: true },
      { name: 'Answer', value: error ?? (code === null ? null : `HTTP ${code}`) },
      { name: 'Took', value: ms === null ? null : `${ms} ms` },
      { name: 'Attempts', value: String(attempts) },
    ];
  }

  /** As people read it; it was posted in one line. */
  protected shown(body: string): string {
    return JSON.stringify(JSON.parse(body), null, 2);
  }
}
