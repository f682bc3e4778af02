import { BadRequestException, StandardSchemaValidationPipe } from '@nestjs/common';
import type { FieldError } from '@signalbox/contracts/messages';

type PathStep = PropertyKey | { key: PropertyKey };
interface Issue {
  message: string;
  path?: readonly PathStep[];
  /** Zod's names of fields that a strict object does not know. */
  keys?: readonly string[];
}

const nameOf = (path: readonly PathStep[]): string =>
  path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.');

/** A schema's issues as fields and what was expected of them; unknown fields are named one by one. */
export const issuesToErrors = (issues: readonly Issue[]): FieldError[] =>
  issues.flatMap(({ path = [], message, keys }) =>
    keys
      ? keys.map((key) => ({ field: nameOf([...path, key]), message: 'expected no such field' }))
      : [{ field: nameOf(path), message: message.replace(/^Invalid input: /, '') }],
  );

/** What the validation of a body, query or packet throws; the filters read `errors`. */
export class ValidationFailed extends BadRequestException {
  constructor(readonly errors: FieldError[]) {
    super(errors.map(({ field, message }) => `${field}: ${message}`));
  }
}

/** Validates whatever names a schema in its decorator: `@Body({ schema })`, `@Query`, `@Param`, `@Payload`. */
export const validationPipe = (): StandardSchemaValidationPipe =>
  new StandardSchemaValidationPipe({
    exceptionFactory: (issues) => new ValidationFailed(issuesToErrors(issues)),
  });
