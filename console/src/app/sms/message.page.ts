import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import type { MessageDetail } from '@signalbox/contracts/messages';
import { next, type MessageEvent } from '@signalbox/contracts/statuses';
import { merge } from 'rxjs';
import { auditTime, filter } from 'rxjs/operators';
import { Live } from '../core/live';
import { failureOf, type Failure } from '../core/problem';
import { ChannelNames } from '../core/provider-directory';
import { SessionStore } from '../core/session';
import { Acts } from '../ui/acts';
import { Dialogs } from '../ui/dialogs';
import { ErrorPanel } from '../ui/error-panel';
import { PageHeader } from '../ui/page-header';
import { Skeleton } from '../ui/skeleton';
import { StatusChip } from '../ui/status-chip';
import { Time } from '../ui/time';
import { DeliveryTrack } from './delivery-track';
import { changed } from '../ui/messages/message-row';
import { OptOut } from './opt-out';
import { SmsApi } from './sms.api';
import { Timeline } from './timeline';

@Component({
  selector: 'sb-message-page',
  imports: [
    DeliveryTrack,
    ErrorPanel,
    MatButton,
    MatIcon,
    PageHeader,
    RouterLink,
    Skeleton,
    StatusChip,
    Time,
    Timeline,
  ],
  templateUrl: './message.page.html',
  styleUrl: './message.page.scss',
})
export class MessagePage {
  private readonly api = inject(SmsApi);
  private readonly dialogs = inject(Dialogs);
  private readonly acts = inject(Acts);
  private readonly optOut = inject(OptOut);
  protected readonly session = inject(SessionStore);
  private readonly channels = inject(ChannelNames);

  readonly id = input.required<string>();
  protected readonly message = signal<MessageDetail | null>(null);
  protected readonly failure = signal<Failure | null>(null);
  protected readonly busy = signal(false);
  protected readonly incoming = computed(() => this.message()?.direction === 'inbound');
  protected readonly heading = computed(() => {
    const message = this.message();
    if (message === null) return 'Message';
    return this.incoming() ? `From ${message.from}` : `To ${message.to}`;
  });
  /** What carries it, or carried it last, and what kind of channel that is. */
  protected readonly channel = computed(() => {
    const message = this.message();
    const { sim_card_id: sim = null, provider_id: provider = null } = message ?? {};
    return {
      kind: provider === null ? 'SIM card' : 'Provider',
      name: message && this.channels.of(message),
      link: provider === null ? ['/sim-cards', sim] : ['/providers', provider],
    };
  });
  protected readonly options = computed(() => {
    const { failover = false, flash = false, ignore_suppression = false } = this.message() ?? {};
    const regardless = ignore_suppression ? 'regardless of opt-outs' : '';
    return [failover ? 'failover' : '', flash ? 'flash' : '', regardless].filter(Boolean).join(', ');
  });
  protected readonly cancellable = computed(() => this.may('cancelled'));
  /** Who wrote it, where they can be opted out. */
  protected readonly sender = computed(() => {
    const from = this.incoming() ? (this.message()?.from ?? null) : null;
    return this.optOut.may(from) ? from : null;
  });
  protected readonly requeuable = computed(() => this.may('requeued'));
  /** Numbers the reads, so that a late answer is dropped. */
  private read = 0;

  constructor() {
    const live = inject(Live);
    effect(() => {
      this.id();
      untracked(() => {
        this.message.set(null);
        void this.load();
      });
    });
    const updates = live.updates.pipe(
      filter((batch) => {
        const update = batch.find(({ message_id }) => message_id === this.id());
        if (update !== undefined) this.message.update((message) => message && changed(message, update));
        return update !== undefined;
      }),
    );
    // The update changes the status at once; the history is read again, for it says more.
    // Why it waits follows from the channels.
    const channels = live.channels.pipe(filter(() => this.message()?.status === 'queued'));
    merge(updates, channels, live.opened)
      .pipe(auditTime(250), takeUntilDestroyed())
      .subscribe(() => void this.load());
  }

  protected async load(): Promise<void> {
    const read = ++this.read;
    try {
      const message = await this.api.get(this.id());
      if (read !== this.read) return;
      this.message.set(message);
      this.failure.set(null);
    } catch (error) {
      if (read === this.read) this.failure.set(failureOf(error));
    }
  }

  protected async cancel(): Promise<void> {
    const question = {
      title: 'Cancel this message?',
      text: 'It is taken out of the queue and will not be sent.',
      action: 'Cancel the message',
      destructive: true,
    };
    if (await this.dialogs.ask(question)) await this.act(() => this.api.cancel(this.id()), 'Cancelled');
  }

  protected async requeue(): Promise<void> {
    const uncertain = this.message()?.status === 'uncertain';
    const question = {
      title: 'Send this message again?',
      text: uncertain
        ? 'Nobody knows whether it left: the recipient may get it twice.'
        : 'It goes back into the queue with a new set of attempts.',
      action: 'Send again',
    };
    if (await this.dialogs.ask(question)) await this.act(() => this.api.requeue(this.id()), 'Queued again');
  }

  protected optOutSender(number: string): Promise<void> {
    return this.optOut.ask(number);
  }

  private may(event: MessageEvent): boolean {
    const message = this.message();
    if (message?.direction !== 'outbound') return false;
    return this.session.can('messages.send') && next(message.status, event) !== null;
  }

  private async act(action: () => Promise<unknown>, done: string): Promise<void> {
    this.busy.set(true);
    await this.acts.do(action, done);
    this.busy.set(false);
    await this.load();
  }
}
