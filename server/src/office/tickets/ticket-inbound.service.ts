import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type Subscription, auditTime, filter } from 'rxjs';
import type { Message } from '../../messaging/sms/message.js';
import { SmsEvents } from '../../messaging/sms/sms.events.js';
import { CalendarService } from '../../platform/calendar/calendar.service.js';
import { DAY } from '../../platform/common/clock.js';
import { Config } from '../../platform/config/config.js';
import { isKeyword } from './ticket.js';
import { TicketSettingsService } from './ticket-settings.service.js';
import { type Incoming, TicketSmsRepository } from './ticket-sms.repository.js';

const PAGE = 500;
/** Messages that came together are looked at together. */
const GATHER_MS = 500;
/** A lower number may be committed later, by another server: what is younger is looked at again. */
const SETTLED_MS = 5_000;

/**
 * Customers' SMS in their tickets. What comes in is stored as ever, and looked at behind it: soon after the event, or by the
 * clock where a crash cut that off.
 */
@Injectable()
export class TicketInboundService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(TicketInboundService.name);
  private listening: Subscription | null = null;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly sms: TicketSmsRepository,
    private readonly settings: TicketSettingsService,
    private readonly calendar: CalendarService,
    private readonly config: Config,
    private readonly events: SmsEvents,
  ) {}

  onApplicationBootstrap(): void {
    const came = this.events.changed.pipe(filter(hasIncoming), auditTime(GATHER_MS));
    this.listening = came.subscribe(() => {
      this.look().catch((error: unknown) => this.logger.warn({ error }, 'what came in for tickets waits'));
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.listening?.unsubscribe();
    await this.looking.catch(() => undefined);
  }

  /** Looks at all that came in; one look at a time. */
  look(): Promise<void> {
    return (this.looking = this.looking.catch(() => undefined).then(() => this.lookOnce()));
  }

  private async lookOnce(): Promise<void> {
    for (;;) {
      const page = await this.sms.incoming(PAGE);
      if (page.length === 0) return;
      const { sms } = await this.settings.get();
      const known = await this.sms.known([...new Set(page.map(({ from }) => from))], sms.opens_ticket);
      for (const message of page) if (known.has(message.from)) await this.hear(message, sms);
      const settled = page.filter(({ createdAt }) => createdAt < Date.now() - SETTLED_MS).at(-1);
      if (settled) await this.sms.passed(settled.seq);
      if (page.length < PAGE || !settled) return;
    }
  }

  private async hear(message: Incoming, sms: { opens_ticket: boolean; reopens_days: number }): Promise<void> {
    const text = await this.sms.text(message.id);
    const { STOP_WORDS, START_WORDS } = this.config.env;
    if (text === null || isKeyword(text, `${STOP_WORDS},${START_WORDS}`)) return;
    const { createdAt } = message;
    await this.sms.hear(message, text, {
      overSince: createdAt - sms.reopens_days * DAY,
      opensTicket: sms.opens_ticket,
      day: this.calendar.dayOf(createdAt),
      sla: await this.settings.sla(),
    });
  }
}

const hasIncoming = (messages: readonly Message[]): boolean =>
  messages.some(({ direction, status }) => direction === 'inbound' && status === 'received');
