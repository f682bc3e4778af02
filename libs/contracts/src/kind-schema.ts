import { z } from 'zod';
import type {
  ChoiceKind,
  FieldKind,
  FieldKinds,
  FlagKind,
  IntegerKind,
  ProxyKind,
  TextKind,
  UrlKind,
  WordsKind,
} from './provider-kind.js';

const url = (protocol: RegExp, expected: string) => z.url({ protocol, error: expected }).max(1000);
const httpUrl = url(/^https?$/, 'expected a URL that begins with https:// or http://').refine(
  (text) => !/^https?:\/\/[^/?#]*@/i.test(text),
  'expected a URL without user and password',
);
/** A proxy: `http://`, `https://`, `socks4://` or `socks5://`, with user and password where it wants them. */
export const ProxyUrl = url(
  /^(https?|socks4|socks5h?)$/,
  'expected a URL that begins with http://, https://, socks4:// or socks5://',
);

export const Words = z.array(z.string().max(100)).max(100);

type OrDefault<T extends z.ZodType, Field> = Field extends { default: unknown } ? z.ZodDefault<T> : z.ZodOptional<T>;
type Choices<Field extends ChoiceKind> = { [Value in keyof Field['choices'] & string]: Value };

/** The schema of a field, as its kind has it. */
type SchemaOf<Field> = Field extends TextKind
  ? Field extends { required: string }
    ? z.ZodString
    : OrDefault<z.ZodString, Field>
  : Field extends IntegerKind
    ? OrDefault<z.ZodInt, Field>
    : Field extends FlagKind
      ? z.ZodDefault<z.ZodBoolean>
      : Field extends ChoiceKind
        ? z.ZodDefault<z.ZodEnum<Choices<Field>>>
        : Field extends UrlKind
          ? Field extends { required: string }
            ? typeof httpUrl
            : z.ZodOptional<typeof httpUrl>
          : Field extends ProxyKind
            ? z.ZodDefault<z.ZodNullable<typeof ProxyUrl>>
            : Field extends WordsKind
              ? z.ZodOptional<typeof Words>
              : never;

/** The schemas of a kind's fields, but for those of requests that are written by hand. */
export const shapeOf = <Fields extends FieldKinds>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, schemaOf(field)])) as {
    -readonly [Name in keyof Fields]: SchemaOf<Fields[Name]>;
  };

function schemaOf(field: FieldKind): z.ZodType {
  switch (field.type) {
    case 'text':
      return field.required === undefined ? orDefault(textOf(field), field.default) : textOf(field);
    case 'integer':
      return orDefault(z.int().min(field.min).max(field.max), field.default);
    case 'flag':
      return z.boolean().default(field.default);
    case 'choice':
      return z.enum(Object.keys(field.choices)).default(field.default);
    case 'url':
      return field.required === undefined ? httpUrl.optional() : httpUrl;
    case 'proxy':
      return ProxyUrl.nullable().default(null);
    case 'words':
      return Words.optional();
    default:
      throw new Error(`a field "${field.type}" has its schema where its kind has`);
  }
}

function textOf({ max, pattern, expected, required }: TextKind): z.ZodString {
  let text = z.string();
  if (required !== undefined && pattern === undefined) text = text.min(1);
  if (max !== undefined) text = text.max(max);
  return pattern === undefined ? text : text.regex(pattern, expected);
}

const orDefault = <T>(schema: z.ZodType<T>, value: T | undefined): z.ZodType =>
  value === undefined ? schema.optional() : schema.default(value as never);
