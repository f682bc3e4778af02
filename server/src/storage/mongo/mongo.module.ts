import { type BeforeApplicationShutdown, type DynamicModule, Global, Injectable, Module } from '@nestjs/common';
import { InjectConnection, MongooseModule } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { AuditedDocuments } from '../../access/audit/audited-documents.js';
import { NumberListRepository } from '../../campaigns/number-lists/number-list.repository.js';
import { ProgramRepository } from '../../campaigns/programs/program.repository.js';
import { PairRepository } from '../../messaging/pairs/pair.repository.js';
import { DocumentProbe } from '../../platform/health/health-probe.js';
import { MongoAuditedDocuments } from './audited-documents.js';
import { connected, connectOptions, letGo, prepare } from './connection.js';
import { answered } from './errors.js';
import { MongoNumberListRepository } from './repositories/number-list.repository.js';
import { MongoPairRepository } from './repositories/pair.repository.js';
import { MongoProgramRepository } from './repositories/program.repository.js';
import { COLLECTIONS } from './schemas.js';

@Injectable()
class MongoProbe extends DocumentProbe implements BeforeApplicationShutdown {
  constructor(@InjectConnection() private readonly connection: Connection) {
    super();
  }

  /** Rejects when MongoDB does not answer. */
  override async ping(): Promise<void> {
    await answered(async () => this.connection.db?.command({ ping: 1 }));
  }

  beforeApplicationShutdown(): void {
    letGo(this.connection);
  }
}

/** Pairs, programs and number lists in a MongoDB. To be loaded only where one is used: it brings Mongoose along. */
@Global()
@Module({
  imports: [MongooseModule.forFeature(COLLECTIONS)],
  providers: [
    { provide: PairRepository, useClass: MongoPairRepository },
    { provide: ProgramRepository, useClass: MongoProgramRepository },
    { provide: NumberListRepository, useClass: MongoNumberListRepository },
    { provide: AuditedDocuments, useClass: MongoAuditedDocuments },
    { provide: DocumentProbe, useClass: MongoProbe },
  ],
  exports: [AuditedDocuments, PairRepository, ProgramRepository, NumberListRepository, DocumentProbe],
})
export class MongoModule {
  static forRoot(uri: string): DynamicModule {
    const connectionFactory = async (begun: Connection): Promise<Connection> => {
      const connection = await connected(begun, uri);
      await prepare(connection, uri);
      return connection;
    };
    // Waiting is `connected`'s, which knows what may pass and says the rest in one line.
    const options = { ...connectOptions(uri), lazyConnection: true, retryAttempts: 0, connectionFactory };
    return { module: MongoModule, imports: [MongooseModule.forRoot(uri, options)] };
  }
}
