import { Logger } from '@nestjs/common';
import mongoose, { type Connection } from 'mongoose';
import { operatorKey } from '../../messaging/pairs/pair.js';
import { Starter } from '../../messaging/pairs/starter.js';
import { documentId } from '../../platform/common/document-id.js';
import { isDuplicate } from './errors.js';
import { type OldPair, UnknownCountries, readOldPair } from './old-pair.js';
import { PAIRS, type PairDocument } from './schemas.js';

const { ObjectId } = mongoose.Types;
type Id = InstanceType<typeof ObjectId> | string | number;
type OldDocument = OldPair & { _id: Id };
/** The driver's types have one shape a collection; here there are two. */
type Stored = Omit<PairDocument, '_id'> & { _id: Id };

const IS_OLD = { operatorKey: { $exists: false } };

/**
 * Brings the pairs of a country-operator system up to date that kept its documents in this database. It may be ended at any
 * point, and be done by several servers at once: a pair is there in one shape or the other, and twice is as once.
 */
export async function adoptOldPairs(connection: Connection): Promise<void> {
  const pairs = connection.collection<Stored>(PAIRS.collection);
  // The oldest of equal ones comes first, and stays.
  const old = (await pairs.find(IS_OLD).sort({ _id: 1 }).toArray()) as unknown as OldDocument[];
  if (old.length === 0) return;
  const logger = new Logger('MongoDB');
  const starter = await Starter.read();
  const taken = new Set((await pairs.find({ active: true }).toArray()).flatMap(({ prefixes }) => prefixes ?? []));
  const strangers = await pairs.find({ country: { $in: [...UnknownCountries.CODES] } }).toArray();
  const unknown = new UnknownCountries(strangers.filter(({ operatorKey: key }) => key !== undefined));
  for (const document of old) {
    const fields = readOldPair(document, unknown);
    const { country, operator } = fields;
    if (!fields.active) {
      logger.warn(`country_operator: no country is called "${fields.countryLabel}"; its pair ${operator} is inactive`);
    }
    const key = { country, operatorKey: operatorKey(operator) };
    if (fields.isHighPriority) await pairs.updateOne(key, { $set: { isHighPriority: true } });
    if ((await pairs.countDocuments(key)) === 0) {
      const numbering = starter.numberingOf(country, operator, taken);
      for (const prefix of numbering.prefixes) taken.add(prefix);
      const at = document._id instanceof ObjectId ? document._id.getTimestamp().getTime() : Date.now();
      const times = { createdAt: at, updatedAt: Date.now() };
      const stored = { ...fields, ...key, ...numbering, takesRest: true, shortCodes: false, ...times };
      await insertOnce(() => pairs.insertOne({ _id: idFor(document._id, at), ...stored }));
    }
    await pairs.deleteOne({ _id: document._id });
  }
  logger.log(`country_operator: ${old.length} documents of the country-operator system were brought up to date`);
}

/** The same id, as text; one that is text already would meet itself. */
const idFor = (id: Id, at: number): string => (id instanceof ObjectId ? id.toHexString() : documentId(at));

/** Another server may be as far. */
async function insertOnce(insert: () => Promise<unknown>): Promise<void> {
  try {
    await insert();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}
