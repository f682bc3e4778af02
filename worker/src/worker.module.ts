import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { MqttStrategy } from '@signalbox/transport/mqtt.strategy';
import { commandsOf } from './commands/commands.controller.js';
import { AccountsService } from './commands/accounts.service.js';
import { Greeter } from './commands/greeter.js';
import { JobsService } from './commands/jobs.service.js';
import { RequestsService } from './commands/requests.service.js';
import type { Config } from './config/config.js';
import { Driver } from './drivers/driver.js';
import { driverSetOf } from './drivers/driver-set.js';
import { EventGatherer } from './events/event-gatherer.js';
import { EventSender } from './events/event-sender.js';
import { Identity } from './identity.js';
import { openJournalFile } from './journal/journal-file.js';
import { Journal } from './journal/journal.js';
import { SqliteJournal } from './journal/sqlite-journal.js';
import { LifecycleService, type Parts } from './lifecycle.service.js';
import { offlinePacket, PresenceService } from './presence/presence.service.js';
import { JobTraces } from './traces/job-traces.js';
import { openJobTraces } from './traces/open-job-traces.js';

/** The worker's composition root. */
@Module({})
export class WorkerModule {
  static forRoot(config: Config): DynamicModule {
    return { module: WorkerModule, controllers: [commandsOf(config.workerId)], providers: providersOf(config) };
  }
}

function providersOf(config: Config): Provider[] {
  const identity = new Identity(config.workerId);
  const drivers = driverSetOf(config);
  return [
    {
      provide: Journal,
      useFactory: async () => new SqliteJournal(await openJournalFile(config.folder)),
    },
    { provide: Driver, useValue: drivers.all },
    {
      provide: AccountsService,
      useFactory: (journal: Journal) => new AccountsService(config.file.providers, drivers.providers, journal),
      inject: [Journal],
    },
    { provide: MqttStrategy, useFactory: () => linkOf(config, identity) },
    { provide: JobTraces, useFactory: () => openJobTraces(config, identity.version) },
    {
      provide: EventSender,
      useFactory: (journal: Journal, link: MqttStrategy) =>
        new EventSender(journal, link, { topic: identity.topics.events, session: identity.session }),
      inject: [Journal, MqttStrategy],
    },
    {
      provide: EventGatherer,
      useFactory: (journal: Journal, sender: EventSender) => new EventGatherer(journal, sender.pump),
      inject: [Journal, EventSender],
    },
    {
      provide: JobsService,
      useFactory: (journal: Journal, driver: Driver, events: EventGatherer, traces: JobTraces | null) =>
        new JobsService(journal, driver, events, Date.now, traces ?? undefined),
      inject: [Journal, Driver, EventGatherer, JobTraces],
    },
    {
      provide: RequestsService,
      useFactory: (driver: Driver, link: MqttStrategy, journal: Journal, presence: PresenceService) =>
        new RequestsService(driver, {
          session: identity.session,
          journal,
          // Without a connection there is nobody to answer: the server has given up by the time there is one.
          reply: (packet) => link.publish(identity.topics.replies, packet).catch(() => undefined),
          late: presence.announce,
          inbound: drivers.inbound,
        }),
      inject: [Driver, MqttStrategy, Journal, PresenceService],
    },
    {
      provide: PresenceService,
      useFactory: (link: MqttStrategy, driver: Driver, journal: Journal) =>
        new PresenceService(link, driver, identity, journal, drivers.inbound),
      inject: [MqttStrategy, Driver, Journal],
    },
    {
      provide: Greeter,
      useFactory: (...of: ConstructorParameters<typeof Greeter>) => new Greeter(...of),
      inject: [Journal, PresenceService, EventSender],
    },
    {
      provide: LifecycleService,
      useFactory: (...parts: PartsInOrder) => new LifecycleService(partsOf(...parts)),
      inject: [
        Journal,
        Driver,
        AccountsService,
        JobsService,
        EventGatherer,
        EventSender,
        PresenceService,
        MqttStrategy,
      ],
    },
  ];
}

type PartsInOrder = [
  Journal,
  Driver,
  AccountsService,
  JobsService,
  EventGatherer,
  EventSender,
  PresenceService,
  MqttStrategy,
];
const partsOf = (...[journal, driver, accounts, jobs, gatherer, sender, presence, link]: PartsInOrder): Parts => {
  return { journal, driver, accounts, jobs, gatherer, sender, presence, link };
};

const linkOf = ({ env, authorities }: Config, identity: Identity): MqttStrategy =>
  new MqttStrategy({
    url: env.MQTT_URL,
    username: env.MQTT_USERNAME,
    password: env.MQTT_PASSWORD,
    ca: authorities,
    clientId: identity.clientId,
    clean: false,
    will: {
      topic: identity.topics.state,
      packet: { ...offlinePacket(identity, identity.startedAt), lost: true },
      retain: true,
    },
  });
