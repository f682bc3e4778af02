import type { OnApplicationShutdown } from '@nestjs/common';
import type { Connection } from 'mongoose';
import { DocumentProbe } from '../../platform/health/health-probe.js';
import type { DocumentStore } from '../document-store.js';
import { connect } from './connection.js';
import { answered, explain } from './errors.js';
import { checkLayout, NewerDocuments } from './layout.js';
import { MongoNumberListRepository } from './repositories/number-list.repository.js';
import { MongoPairRepository } from './repositories/pair.repository.js';
import { MongoProgramRepository } from './repositories/program.repository.js';
import { type Models, modelsOn } from './schemas.js';

/** Pairs, programs and number lists in a MongoDB. */
export class Mongo extends DocumentProbe implements DocumentStore, OnApplicationShutdown {
  readonly probe = this;
  readonly pairs: MongoPairRepository;
  readonly programs: MongoProgramRepository;
  readonly numberLists: MongoNumberListRepository;

  private constructor(
    private readonly connection: Connection,
    models: Models,
  ) {
    super();
    this.pairs = new MongoPairRepository(models.pairs);
    this.programs = new MongoProgramRepository(models.programs);
    this.numberLists = new MongoNumberListRepository(models);
  }

  /** @throws Error in one line that names MONGODB_URI, without user and password */
  static async open(uri: string): Promise<Mongo> {
    const connection = await connect(uri);
    try {
      // First: indexes are a change too.
      await checkLayout(connection);
      return new Mongo(connection, await modelsOn(connection));
    } catch (error) {
      await connection.close(true);
      if (error instanceof NewerDocuments) throw error;
      throw new Error(explain(error, uri), { cause: error });
    }
  }

  /** Rejects when MongoDB does not answer. */
  override async ping(): Promise<void> {
    await answered(async () => this.connection.db?.command({ ping: 1 }));
  }

  async onApplicationShutdown(): Promise<void> {
    // It is meant to go.
    this.connection.removeAllListeners('disconnected');
    await this.connection.close();
  }
}
