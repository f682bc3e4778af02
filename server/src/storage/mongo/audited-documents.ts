import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { AuditedDocuments } from '../../access/audit/audited-documents.js';
import type { Fields } from '../../access/audit/changes.js';
import { answered } from './errors.js';
import { NUMBER_LISTS, PAIRS, PROGRAMS } from './schemas.js';

const COLLECTIONS: Readonly<Record<string, string>> = {
  pairs: PAIRS.collection,
  programs: PROGRAMS.collection,
  'number-lists': NUMBER_LISTS.collection,
};

/** Pairs, programs and number lists as they lie in MongoDB. */
@Injectable()
export class MongoAuditedDocuments extends AuditedDocuments {
  constructor(@InjectConnection() private readonly connection: Connection) {
    super();
  }

  override find(subjectType: string, id: string): Promise<Fields | null> | undefined {
    const name = COLLECTIONS[subjectType];
    if (name === undefined) return undefined;
    const documents = this.connection.collection<Fields & { _id: string }>(name);
    return answered(() => documents.findOne({ _id: id }));
  }
}
