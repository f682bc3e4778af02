import type { Fields } from './changes.js';

/** Things that lie in no table of the SQL database, and are read before and behind a change of them. */
export abstract class AuditedDocuments {
  /** Its fields, null where there is none; undefined where such things do not lie there. */
  abstract find(subjectType: string, id: string): Promise<Fields | null> | undefined;
}

/** Where all is in the SQL database. */
export class NoDocuments extends AuditedDocuments {
  override find(): undefined {
    return undefined;
  }
}
