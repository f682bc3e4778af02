import { max, maxLength, min, minLength, required, validate, type SchemaFn } from '@angular/forms/signals';
import { isProxy, MAX_PROXY } from '@signalbox/contracts/proxy';
import { isFreeText, isReservedProgramName, isTemplate, isTimeZone } from '@signalbox/contracts/rules';
import { matches } from '../core/form-errors';
import type { ProgramFields } from './program-fields';

const HIGHEST = 1_000_000;
const HIGHEST_TEXT = 'At most 1,000,000';

/** What the form of a program refuses: the same as the server, where that can be told without it. */
export const programSchema: SchemaFn<ProgramFields> = (path) => {
  required(path.name, { message: 'Give it a name' });
  maxLength(path.name, 128, { message: 'At most 128 characters' });
  validate(path.name, ({ value }) => {
    const name = value().trim();
    if (name === '' || (isFreeText(128)(name) && !isReservedProgramName(name))) return undefined;
    return { kind: 'contract', message: 'This word stands for something else in addresses; choose another name' };
  });
  required(path.template, { message: 'Write the text', when: ({ valueOf }) => !valueOf(path.textless) });
  matches(path.template, isTemplate, 'The text is too long, or a place in it has no column’s name');
  min(path.rate, 1, { message: 'At least 1; leave it empty for no limit' });
  max(path.rate, HIGHEST, { message: HIGHEST_TEXT });
  maxLength(path.proxy, MAX_PROXY, { message: `At most ${MAX_PROXY} characters` });
  matches(path.proxy, isProxy, 'Expected host:port or user:password@host:port, after http://, socks5:// or nothing');

  const { window, guard } = path;
  minLength(window.days, 1, { message: 'Choose at least one day' });
  required(window.from, { message: 'When does it begin?', when: ({ valueOf }) => valueOf(window.on) });
  required(window.to, { message: 'When does it end?', when: ({ valueOf }) => valueOf(window.on) });
  required(window.zone, { message: 'Choose whose clock counts', when: ({ valueOf }) => valueOf(window.on) });
  validate(window.zone, ({ value, valueOf }) => {
    const zone = value().trim();
    if (!valueOf(window.on) || zone === '' || isTimeZone(zone)) return undefined;
    return { kind: 'contract', message: 'Expected a time zone such as Africa/Nairobi' };
  });

  const whenGuarded = { when: ({ valueOf }: { valueOf: (of: typeof guard.on) => boolean }) => valueOf(guard.on) };
  required(guard.below, { message: 'Enter a share', ...whenGuarded });
  min(guard.below, 0.1, { message: 'More than 0 %' });
  max(guard.below, 100, { message: 'At most 100 %' });
  required(guard.minutes, { message: 'Enter a time', ...whenGuarded });
  min(guard.minutes, 1, { message: 'At least 1' });
  max(guard.minutes, 1440, { message: 'At most 1,440, a day' });
  required(guard.atLeast, { message: 'Enter a number', ...whenGuarded });
  min(guard.atLeast, 1, { message: 'At least 1' });
  max(guard.atLeast, HIGHEST, { message: HIGHEST_TEXT });
};
