import { type ArgumentMetadata, BadRequestException, StandardSchemaValidationPipe } from '@nestjs/common';
import type { FieldError } from '@signalbox/contracts/messages';

type PathStep = PropertyKey | { key: PropertyKey };
interface Issue {
  message: string;
  path?: readonly PathStep[];
  /** Zod's names of fields that a strict object does not know. */
  keys?: readonly string[];
  /** Zod's word for the kind. */
  code?: string;
}

const nameOf = (root: string, path: readonly PathStep[]): string =>
  path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.') || root;

const isTooBig = ({ code }: Issue): boolean => code === 'too_big';

/**
 * A schema's issues as fields and what was expected of them; unknown fields are named one by one. Of what is of another
 * type nothing else is said: a list where a text belongs is not a text that is too short.
 * @param root what the value as a whole is called: a path parameter's name, or `body`.
 */
export function issuesToErrors(issues: readonly Issue[], root = 'body'): FieldError[] {
  const ofAnotherType = new Set<string>();
  // A whole number that is far too large breaks two limits, of which ours is the last.
  const limits = new Map(issues.filter(isTooBig).map((issue) => [nameOf(root, issue.path ?? []), issue]));
  return issues.flatMap((issue) => {
    const { path = [], message, keys, code } = issue;
    if (keys) return keys.map((key) => ({ field: nameOf(root, [...path, key]), message: 'expected no such field' }));
    const field = nameOf(root, path);
    if (ofAnotherType.has(field) || (isTooBig(issue) && limits.get(field) !== issue)) return [];
    if (code === 'invalid_type') ofAnotherType.add(field);
    return [{ field, message }];
  });
}

/** An answer names so many wrong fields; a batch's, so many of each item. */
export const MAX_ERRORS = 20;

/** What the validation of a body, query or packet throws; the filters read `errors`. */
export class ValidationFailed extends BadRequestException {
  constructor(readonly errors: FieldError[]) {
    super(errors.map(({ field, message }) => `${field}: ${message}`));
  }
}

/** Validates whatever names a schema in its decorator: `@Body({ schema })`, `@Query`, `@Param`, `@Payload`. */
class ValidationPipe extends StandardSchemaValidationPipe {
  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    const { schema, data, type } = metadata;
    if (!schema || !this.toValidate(metadata)) return value;
    const result = await this.validate<T>(value, schema);
    if (result.issues) throw new ValidationFailed(issuesToErrors(result.issues, data ?? type));
    return result.value;
  }
}

export const validationPipe = (): StandardSchemaValidationPipe => new ValidationPipe();
