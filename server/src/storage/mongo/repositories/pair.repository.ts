import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { type Pair, type PairChange, operatorKey } from '../../../messaging/pairs/pair.js';
import { PairRepository } from '../../../messaging/pairs/pair.repository.js';
import { defined } from '../../../platform/common/defined.js';
import { answered, unlessDuplicate } from '../errors.js';
import { type PairDocument, PAIRS } from '../schemas.js';

@Injectable()
export class MongoPairRepository extends PairRepository {
  constructor(@InjectModel(PAIRS.name) private readonly pairs: Model<PairDocument>) {
    super();
  }

  override create({ id, ...pair }: Pair): Promise<boolean> {
    return unlessDuplicate(false, async () => {
      await this.pairs.create({ _id: id, ...pair, operatorKey: operatorKey(pair.operator) });
      return true;
    });
  }

  override update(id: string, change: PairChange): Promise<Pair | 'taken' | null> {
    const fields: Partial<PairDocument> = defined(change);
    if (fields.operator !== undefined) fields.operatorKey = operatorKey(fields.operator);
    if (Object.keys(fields).length === 0) return this.find(id);
    return unlessDuplicate('taken', async () => {
      const after = { returnDocument: 'after' } as const;
      return toPair(await this.pairs.findOneAndUpdate({ _id: id }, { $set: fields }, after).lean<PairDocument>());
    });
  }

  override remove(id: string): Promise<boolean> {
    return answered(async () => (await this.pairs.deleteOne({ _id: id })).deletedCount > 0);
  }

  override find(id: string): Promise<Pair | null> {
    return answered(async () => toPair(await this.pairs.findOne({ _id: id }).lean<PairDocument>()));
  }

  override all(): Promise<Pair[]> {
    return answered(async () => {
      // What an older system wrote meanwhile waits for the next start.
      const found = await this.pairs
        .find({ operatorKey: { $exists: true } })
        .sort({ country: 1, operatorKey: 1 })
        .lean<PairDocument[]>();
      return found.map((pair) => toPair(pair));
    });
  }
}

function toPair(document: PairDocument): Pair;
function toPair(document: PairDocument | null): Pair | null;
function toPair(document: PairDocument | null): Pair | null {
  if (document === null) return null;
  const { _id: id, operatorKey: _, takesRest, shortCodes, ...pair } = document;
  // Before that was stored: only clients of the country-operator API write a country otherwise than by its code.
  return { id, ...pair, takesRest: takesRest ?? pair.countryLabel !== null, shortCodes: shortCodes ?? false };
}
