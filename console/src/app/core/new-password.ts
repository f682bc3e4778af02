import type { SchemaPath } from '@angular/forms/signals';
import { isPassword } from '@signalbox/contracts/rules';
import { matches } from './form-errors';

/** What a new password must be, for who enters one. */
export const NEW_PASSWORD_HINT = 'At least 8 characters; none that many people have';

/** Holds a field to what the server takes as a new password; an empty one is not its matter. */
export const takesNewPassword = (path: SchemaPath<string>): void =>
  matches(path, isPassword, 'Expected 8 to 128 characters');
