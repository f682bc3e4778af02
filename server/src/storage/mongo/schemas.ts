import { type Connection, type Model, Schema, type SchemaDefinition } from 'mongoose';
import type { ChunkKind } from '../../campaigns/number-lists/number-list.repository.js';
import type { NumberList } from '../../campaigns/number-lists/number-list.js';
import type { Pair } from '../../messaging/pairs/pair.js';
import type { Program } from '../../campaigns/programs/program.js';

/** What a feature calls `id` is MongoDB's `_id`, a text of 24 hexadecimal digits. */
type Stored<T extends { id: string }> = Omit<T, 'id'> & { _id: string };

export type PairDocument = Omit<Stored<Pair>, 'takesRest'> & { takesRest?: boolean; operatorKey: string };
export type ProgramDocument = Stored<Program>;
export type NumberListDocument = Stored<NumberList>;
export interface ChunkDocument {
  /** `list/kind/number`: one chunk, one document. */
  _id: string;
  listId: string;
  kind: ChunkKind;
  number: number;
  data: Buffer;
}

const text = { type: String, required: true };
const number = { type: Number, required: true };
const flag = { type: Boolean, required: true };
const optional = { type: String, default: null };
/** Written and read as a whole. */
const whole = { type: Schema.Types.Mixed, required: true };

/** No field but those that are named, none added, none dropped because it is empty. */
const schema = <T>(definition: SchemaDefinition): Schema<T> =>
  new Schema<T>(definition, { strict: 'throw', minimize: false, versionKey: false, id: false, _id: false });

const pair = schema<PairDocument>({
  _id: text,
  country: text,
  countryLabel: optional,
  operator: text,
  // Lower case: two operators that differ in case only are one.
  operatorKey: text,
  mcc: optional,
  mnc: optional,
  prefixes: { type: [String], required: true },
  isHighPriority: flag,
  // Absent in those that were stored before there was such a thing.
  takesRest: { type: Boolean },
  active: flag,
  // Pairs that were stored before it was there have none.
  shortCodes: { type: Boolean, default: false },
  createdAt: number,
  updatedAt: number,
}).index({ country: 1, operatorKey: 1 }, { unique: true });

const program = schema<ProgramDocument>({
  _id: text,
  name: text,
  ownerId: number,
  pairId: optional,
  listId: optional,
  details: whole,
  version: number,
  createdAt: number,
  updatedAt: number,
})
  .index({ name: 1 }, { unique: true })
  .index({ listId: 1 })
  .index({ pairId: 1 });

const numberList = schema<NumberListDocument>({
  _id: text,
  name: text,
  ownerId: number,
  status: text,
  details: whole,
  createdAt: number,
  updatedAt: number,
})
  .index({ name: 1 }, { unique: true })
  .index({ status: 1 });

const chunk = schema<ChunkDocument>({
  _id: text,
  listId: text,
  kind: text,
  number,
  data: { type: Buffer, required: true },
}).index({ listId: 1 });

/** A collection and the model of its documents, as MongooseModule takes them. */
interface Collection<T> {
  name: string;
  schema: Schema<T>;
  collection: string;
}

export const PAIRS: Collection<PairDocument> = { name: 'Pair', schema: pair, collection: 'country_operator' };
export const PROGRAMS: Collection<ProgramDocument> = { name: 'Program', schema: program, collection: 'programs' };
export const NUMBER_LISTS: Collection<NumberListDocument> = {
  name: 'NumberList',
  schema: numberList,
  collection: 'number_lists',
};
export const CHUNKS: Collection<ChunkDocument> = {
  name: 'NumberListChunk',
  schema: chunk,
  collection: 'number_list_chunks',
};
export const COLLECTIONS = [PAIRS, PROGRAMS, NUMBER_LISTS, CHUNKS];

export interface Models {
  pairs: Model<PairDocument>;
  programs: Model<ProgramDocument>;
  numberLists: Model<NumberListDocument>;
  chunks: Model<ChunkDocument>;
}

/** The collections, with their indexes made. */
export async function modelsOn(connection: Connection): Promise<Models> {
  const of = async <T>({ name, schema, collection }: Collection<T>): Promise<Model<T>> => {
    const model = connection.model<T>(name, schema, collection);
    await model.createIndexes();
    return model;
  };
  return {
    pairs: await of(PAIRS),
    programs: await of(PROGRAMS),
    numberLists: await of(NUMBER_LISTS),
    chunks: await of(CHUNKS),
  };
}
