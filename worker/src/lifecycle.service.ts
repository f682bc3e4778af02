import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { masked } from '@signalbox/logging/mask';
import { MqttStrategy } from '@signalbox/transport/mqtt.strategy';
import { OccasionalLog } from '@signalbox/transport/occasional-log';
import { AccountsService } from './commands/accounts.service.js';
import { JobsService } from './commands/jobs.service.js';
import { Driver } from './drivers/driver.js';
import { EventGatherer } from './events/event-gatherer.js';
import { EventSender } from './events/event-sender.js';
import { Journal, JournalFull } from './journal/journal.js';
import { PresenceService } from './presence/presence.service.js';

const TICK_MS = 1_000;
/** A disk that is full stays so until somebody comes. */
const SAY_EVERY_MS = 60_000;

/** The parts of a worker in the order they start and stop. */
export interface Parts {
  journal: Journal;
  driver: Driver;
  accounts: AccountsService;
  jobs: JobsService;
  gatherer: EventGatherer;
  sender: EventSender;
  presence: PresenceService;
  link: MqttStrategy;
}

/** Starts before the broker is reached, and stops in the reverse order: the journal is the last to close. */
@Injectable()
export class LifecycleService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Worker');
  private readonly log = new OccasionalLog((line) => this.logger.error(line), SAY_EVERY_MS);
  private ticker: NodeJS.Timeout | undefined;

  constructor(private readonly parts: Parts) {}

  async onApplicationBootstrap(): Promise<void> {
    const { accounts, jobs, journal, presence, sender, link, driver } = this.parts;
    journal.onTrouble = () => {
      if (journal.trouble !== null) this.log.note('journal', `no jobs are taken: ${journal.trouble}`);
      else this.logger.log('jobs are taken again');
      presence.announce();
    };
    accounts.begin();
    await jobs.start(presence.announce);
    this.ticker = setInterval(() => this.tick(), TICK_MS);
    link.on('connected', () => {
      this.logger.log('connected to the broker');
      presence.announce();
      sender.restart();
    });
    link.on('disconnected', () => this.logger.debug('no connection to the broker'));
    const numbers = driver.channels().map(({ number, key }) => (number === null ? key : masked(number)));
    this.logger.log(`started with ${numbers.length} channels: ${numbers.slice(0, 8).join(' ')}`);
  }

  /** Before the application closes: nothing more is sent, and the servers are told. */
  async leave(): Promise<void> {
    const { driver, gatherer, presence } = this.parts;
    await driver.stop();
    gatherer.flush();
    await presence.leave();
  }

  onApplicationShutdown(): void {
    clearInterval(this.ticker);
    this.parts.gatherer.close();
    this.parts.journal.close();
  }

  private tick(): void {
    this.parts.sender.tick();
    this.parts.presence.tick();
    try {
      this.parts.journal.sweep(Date.now());
    } catch (error) {
      // It has said so itself.
      if (error instanceof JournalFull) return;
      this.log.note('sweep', `cannot sweep the journal: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
