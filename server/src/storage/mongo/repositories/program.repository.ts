import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, UpdateQuery } from 'mongoose';
import type { Program, ProgramChange } from '../../../campaigns/programs/program.js';
import { ProgramRepository } from '../../../campaigns/programs/program.repository.js';
import { defined } from '../../../platform/common/defined.js';
import { answered, unlessDuplicate } from '../errors.js';
import { type ProgramDocument, PROGRAMS } from '../schemas.js';

@Injectable()
export class MongoProgramRepository extends ProgramRepository {
  constructor(@InjectModel(PROGRAMS.name) private readonly programs: Model<ProgramDocument>) {
    super();
  }

  override create({ id, ...program }: Program): Promise<boolean> {
    return unlessDuplicate(false, async () => {
      await this.programs.create({ _id: id, ...program });
      return true;
    });
  }

  override update(id: string, change: ProgramChange, version?: number): Promise<Program | 'taken' | 'changed' | null> {
    const update: UpdateQuery<ProgramDocument> = { $inc: { version: 1 } };
    const fields = defined(change);
    if (Object.keys(fields).length > 0) update.$set = fields;
    const which = version === undefined ? { _id: id } : { _id: id, version };
    return unlessDuplicate('taken', async () => {
      const after = { returnDocument: 'after' } as const;
      const program = await this.programs.findOneAndUpdate(which, update, after).lean<ProgramDocument>();
      if (program) return toProgram(program);
      return (await this.programs.countDocuments({ _id: id })) > 0 ? 'changed' : null;
    });
  }

  override remove(id: string): Promise<boolean> {
    return answered(async () => (await this.programs.deleteOne({ _id: id })).deletedCount > 0);
  }

  override find(id: string): Promise<Program | null> {
    return this.one({ _id: id });
  }

  override findByName(name: string): Promise<Program | null> {
    return this.one({ name });
  }

  override list(limit: number, before?: string): Promise<Program[]> {
    const which = before === undefined ? {} : { _id: { $lt: before } };
    return answered(async () => {
      const found = this.programs.find(which).sort({ _id: -1 });
      return (await found.limit(limit + 1).lean<ProgramDocument[]>()).map(toProgram);
    });
  }

  override count(): Promise<number> {
    return answered(() => this.programs.countDocuments());
  }

  override countUsingList(listId: string): Promise<number> {
    return answered(() => this.programs.countDocuments({ listId }));
  }

  override countUsingPair(pairId: string): Promise<number> {
    return answered(() => this.programs.countDocuments({ pairId }));
  }

  private one(which: { _id: string } | { name: string }): Promise<Program | null> {
    return answered(async () => {
      const program = await this.programs.findOne(which).lean<ProgramDocument>();
      return program && toProgram(program);
    });
  }
}

const toProgram = ({ _id: id, ...program }: ProgramDocument): Program => ({ id, ...program });
