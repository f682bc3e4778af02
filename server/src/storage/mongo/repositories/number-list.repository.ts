import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { LATER_DETAILS, type NumberList, type NumberListChange } from '../../../campaigns/number-lists/number-list.js';
import { type ChunkKind, NumberListRepository } from '../../../campaigns/number-lists/number-list.repository.js';
import { defined } from '../../../platform/common/defined.js';
import { answered, unlessDuplicate } from '../errors.js';
import { type ChunkDocument, CHUNKS, type NumberListDocument, NUMBER_LISTS } from '../schemas.js';

const chunkId = (listId: string, kind: ChunkKind, number: number): string => `${listId}/${kind}/${number}`;

/**
 * A list goes before its chunks: there are no transactions here, and what a crash leaves of the chunks belongs to no list
 * any more, nobody sees it, and the next start takes it away.
 */
@Injectable()
export class MongoNumberListRepository extends NumberListRepository implements OnApplicationBootstrap {
  constructor(
    @InjectModel(NUMBER_LISTS.name) private readonly lists: Model<NumberListDocument>,
    @InjectModel(CHUNKS.name) private readonly chunks: Model<ChunkDocument>,
  ) {
    super();
  }

  onApplicationBootstrap(): Promise<void> {
    return answered(async () => {
      const withChunks: string[] = await this.chunks.distinct('listId');
      for (const id of withChunks) if (!(await this.exists(id))) await this.removeChunks(id);
    });
  }

  override create({ id, ...list }: NumberList): Promise<boolean> {
    return unlessDuplicate(false, async () => {
      await this.lists.create({ _id: id, ...list });
      return true;
    });
  }

  override update(id: string, change: NumberListChange): Promise<NumberList | 'taken' | null> {
    const fields = defined(change);
    if (Object.keys(fields).length === 0) return this.find(id);
    return unlessDuplicate('taken', async () => {
      const after = { returnDocument: 'after' } as const;
      const update = this.lists.findOneAndUpdate({ _id: id }, { $set: fields }, after);
      const list = await update.lean<NumberListDocument>();
      return list && toList(list);
    });
  }

  override remove(id: string): Promise<boolean> {
    return answered(async () => {
      const { deletedCount } = await this.lists.deleteOne({ _id: id });
      await this.removeChunks(id);
      return deletedCount > 0;
    });
  }

  override find(id: string): Promise<NumberList | null> {
    return this.one({ _id: id });
  }

  override findByName(name: string): Promise<NumberList | null> {
    return this.one({ name });
  }

  override list(limit: number, before?: string): Promise<NumberList[]> {
    const which = before === undefined ? {} : { _id: { $lt: before } };
    return answered(async () => {
      const found = this.lists.find(which).sort({ _id: -1 });
      return (await found.limit(limit + 1).lean<NumberListDocument[]>()).map(toList);
    });
  }

  override importing(): Promise<NumberList[]> {
    return answered(async () => {
      const found = this.lists.find({ status: 'importing' }).sort({ _id: 1 });
      return (await found.lean<NumberListDocument[]>()).map(toList);
    });
  }

  /** A list that is gone takes no chunks: asked after the writing, so that a removal meanwhile is seen or sees the chunk. */
  override putChunk(listId: string, kind: ChunkKind, number: number, data: Uint8Array): Promise<void> {
    const _id = chunkId(listId, kind, number);
    const octets = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    return answered(async () => {
      const fields = { $set: { listId, kind, number, data: octets } };
      await this.chunks.updateOne({ _id }, fields, { upsert: true });
      if (!(await this.exists(listId))) await this.chunks.deleteOne({ _id });
    });
  }

  override chunk(listId: string, kind: ChunkKind, number: number): Promise<Uint8Array | null> {
    return answered(async () => {
      const chunk = await this.chunks.findOne({ _id: chunkId(listId, kind, number) });
      return chunk?.data ?? null;
    });
  }

  override removeChunks(listId: string): Promise<void> {
    return answered(async () => void (await this.chunks.deleteMany({ listId })));
  }

  private async exists(id: string): Promise<boolean> {
    return (await this.lists.countDocuments({ _id: id })) > 0;
  }

  private one(which: { _id: string } | { name: string }): Promise<NumberList | null> {
    return answered(async () => {
      const list = await this.lists.findOne(which).lean<NumberListDocument>();
      return list && toList(list);
    });
  }
}

const toList = ({ _id: id, ...list }: NumberListDocument): NumberList => ({
  id,
  ...list,
  details: { ...LATER_DETAILS, ...list.details },
});
