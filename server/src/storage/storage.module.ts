import { type DynamicModule, Global, Module, type Provider, type Type } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSourceOptions } from 'typeorm';
import { AuditedDocuments, NoDocuments } from '../access/audit/audited-documents.js';
import { AccessEndingRepository } from '../access/auth/access-ending.repository.js';
import { ApiKeyRepository } from '../access/auth/api-key.repository.js';
import { LockoutRepository } from '../access/auth/lockout.repository.js';
import { UserRepository } from '../access/auth/user.repository.js';
import { CountRepository } from '../messaging/counts/count.repository.js';
import { TotalsRepository } from '../messaging/counts/totals.repository.js';
import { DummyStatsRepository } from '../insight/stats/dummy-stats.repository.js';
import { DatabaseLoad } from '../platform/health/database-load.js';
import { DocumentProbe, HealthProbe } from '../platform/health/health-probe.js';
import { IdempotencyRepository } from '../platform/common/idempotency/idempotency.repository.js';
import { LogRepository } from '../access/logs/log.repository.js';
import { ChannelRepository } from '../messaging/sim-cards/channel.repository.js';
import { PairRepository } from '../messaging/pairs/pair.repository.js';
import { ProviderRepository } from '../messaging/providers/provider.repository.js';
import { NumberListRepository } from '../campaigns/number-lists/number-list.repository.js';
import { ProgramRepository } from '../campaigns/programs/program.repository.js';
import { RunRepository } from '../campaigns/programs/runs/run.repository.js';
import { RetentionRepository } from '../messaging/retention/retention.repository.js';
import { MessageRepository } from '../messaging/sms/message.repository.js';
import { SuppressionRepository } from '../messaging/suppression/suppression.repository.js';
import { WorkerRepository } from '../messaging/workers/worker.repository.js';
import type { Config } from '../platform/config/config.js';
import { InstallationRepository } from '../platform/config/installation.repository.js';
import { accessAdapters } from './access/adapters.js';
import { insightAdapters } from './insight/adapters.js';
import { officeAdapters } from './office/adapters.js';
import { outsideAdapters } from './outside/adapters.js';
import { WebhookRows } from './outside/webhook-rows.js';
import { platformAdapters } from './platform/adapters.js';
import { dataSourceOptions } from './typeorm/data-source.js';
import { Database } from './typeorm/database.js';
import { openWith } from './typeorm/open-database.js';
import { SqlAccessEndingRepository } from './typeorm/repositories/access-ending.repository.js';
import { SqlApiKeyRepository } from './typeorm/repositories/api-key.repository.js';
import { SqlChannelRepository } from './typeorm/repositories/channel.repository.js';
import { SqlCountRepository } from './typeorm/repositories/count.repository.js';
import { SqlDummyStatsRepository } from './typeorm/repositories/dummy-stats.repository.js';
import { SqlIdempotencyRepository } from './typeorm/repositories/idempotency.repository.js';
import { SqlInstallationRepository } from './typeorm/repositories/installation.repository.js';
import { SqlLockoutRepository } from './typeorm/repositories/lockout.repository.js';
import { SqlLogRepository } from './typeorm/repositories/log.repository.js';
import { SqlMessageRepository } from './typeorm/repositories/message.repository.js';
import { SqlNumberListRepository } from './typeorm/repositories/number-list.repository.js';
import { SqlPairRepository } from './typeorm/repositories/pair.repository.js';
import { SqlProgramRepository } from './typeorm/repositories/program.repository.js';
import { SqlProviderRepository } from './typeorm/repositories/provider.repository.js';
import { SqlRetentionRepository } from './typeorm/repositories/retention.repository.js';
import { SqlRunRepository } from './typeorm/repositories/run.repository.js';
import { SqlSuppressionRepository } from './typeorm/repositories/suppression.repository.js';
import { SqlTotalsRepository } from './typeorm/repositories/totals.repository.js';
import { SqlWorkerRepository } from './typeorm/repositories/worker.repository.js';
import { PeerIndex } from './typeorm/repositories/peer-index.js';
import { SqlUserRepository } from './typeorm/repositories/user.repository.js';

/** Each port and the adapter that serves it. */
const adapters: Exclude<Provider, Type>[] = [
  { provide: UserRepository, useClass: SqlUserRepository },
  { provide: AccessEndingRepository, useClass: SqlAccessEndingRepository },
  { provide: ApiKeyRepository, useClass: SqlApiKeyRepository },
  { provide: ChannelRepository, useClass: SqlChannelRepository },
  { provide: CountRepository, useClass: SqlCountRepository },
  { provide: DummyStatsRepository, useClass: SqlDummyStatsRepository },
  { provide: HealthProbe, useExisting: Database },
  { provide: DatabaseLoad, useFactory: ({ load }: Database) => load, inject: [Database] },
  { provide: IdempotencyRepository, useClass: SqlIdempotencyRepository },
  { provide: InstallationRepository, useClass: SqlInstallationRepository },
  { provide: LockoutRepository, useClass: SqlLockoutRepository },
  { provide: LogRepository, useClass: SqlLogRepository },
  { provide: MessageRepository, useClass: SqlMessageRepository },
  { provide: ProviderRepository, useClass: SqlProviderRepository },
  { provide: RetentionRepository, useClass: SqlRetentionRepository },
  { provide: RunRepository, useClass: SqlRunRepository },
  { provide: SuppressionRepository, useClass: SqlSuppressionRepository },
  { provide: TotalsRepository, useClass: SqlTotalsRepository },
  { provide: WorkerRepository, useClass: SqlWorkerRepository },
  ...accessAdapters,
  ...platformAdapters,
  ...officeAdapters,
  ...outsideAdapters,
  ...insightAdapters,
];

/** Pairs, programs and number lists, where no MongoDB has them. */
const documents: Exclude<Provider, Type>[] = [
  { provide: PairRepository, useClass: SqlPairRepository },
  { provide: ProgramRepository, useClass: SqlProgramRepository },
  { provide: NumberListRepository, useClass: SqlNumberListRepository },
  { provide: AuditedDocuments, useClass: NoDocuments },
  // There is nothing more to look at than the SQL database.
  { provide: DocumentProbe, useFactory: () => null },
];

/** Mongoose is loaded only where it is used. */
const mongo = async (uri: string): Promise<DynamicModule> =>
  (await import('./mongo/mongo.module.js')).MongoModule.forRoot(uri);

/** Opens the databases and gives every feature the repositories behind its ports. */
@Global()
@Module({})
export class StorageModule {
  static forRoot(config: Config): DynamicModule {
    const { MONGODB_URI } = config.env;
    const own = MONGODB_URI === undefined ? [...adapters, ...documents] : adapters;
    return {
      module: StorageModule,
      imports: [
        TypeOrmModule.forRootAsync({
          // A start that cannot go on says why in one line; nothing is tried again.
          useFactory: () => ({ ...dataSourceOptions(config), toRetry: () => false, manualInitialization: false }),
          dataSourceFactory: (options) => openWith(options as DataSourceOptions),
        }),
        ...(MONGODB_URI === undefined ? [] : [mongo(MONGODB_URI)]),
      ],
      providers: [Database, PeerIndex, WebhookRows, ...own],
      exports: own.map(({ provide }) => provide),
    };
  }
}
