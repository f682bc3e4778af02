import type { Provider } from '@nestjs/common';
import { Config } from '../platform/config/config.js';
import { DocumentProbe } from '../platform/health/health-probe.js';
import { NumberListRepository } from '../campaigns/number-lists/number-list.repository.js';
import { PairRepository } from '../messaging/pairs/pair.repository.js';
import { ProgramRepository } from '../campaigns/programs/program.repository.js';
import type { DocumentStore } from './document-store.js';
import { Database } from './typeorm/database.js';
import { SqlNumberListRepository } from './typeorm/repositories/number-list.repository.js';
import { SqlPairRepository } from './typeorm/repositories/pair.repository.js';
import { SqlProgramRepository } from './typeorm/repositories/program.repository.js';

const STORE = Symbol('DocumentStore');

/** MongoDB where `MONGODB_URI` names one, else the SQL database; Mongoose is loaded only when it is used. */
async function open({ env }: Config, db: Database): Promise<DocumentStore> {
  if (env.MONGODB_URI !== undefined) return (await import('./mongo/mongo.js')).Mongo.open(env.MONGODB_URI);
  return sqlDocuments(db);
}

export const sqlDocuments = (db: Database): DocumentStore => ({
  pairs: new SqlPairRepository(db),
  programs: new SqlProgramRepository(db),
  numberLists: new SqlNumberListRepository(db),
  probe: null,
});

/** The store that is configured. */
export const documentStore: Provider = { provide: STORE, inject: [Config, Database], useFactory: open };

const part = <Port>(provide: abstract new (...args: never[]) => Port, of: (store: DocumentStore) => Port | null) => ({
  provide,
  inject: [STORE],
  useFactory: of,
});

/** The ports that it serves; `DocumentProbe` is null where there is nothing more to look at than the SQL database. */
export const documentPorts: Provider[] = [
  part(PairRepository, (store) => store.pairs),
  part(ProgramRepository, (store) => store.programs),
  part(NumberListRepository, (store) => store.numberLists),
  part(DocumentProbe, (store) => store.probe),
];
