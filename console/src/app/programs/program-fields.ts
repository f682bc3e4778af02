import type { NewProgram, Program } from '@signalbox/contracts/programs';
import { orNone } from '../core/or-none';

/** The form of a program; an empty text stands for none. */
export interface ProgramFields {
  name: string;
  pair: string;
  list: string;
  template: string;
  /** It has no text of its own yet, and may go on without. */
  textless: boolean;
  sender: string;
  priority: number;
  /** Messages a minute. */
  rate: number | null;
  /** Seconds; 0 is without end. */
  validity: number;
  proxy: string;
  active: boolean;
  /** Plain characters in place of typographic ones; null is as the server's setting says. */
  smart: boolean | null;
  window: WindowFields;
  guard: GuardFields;
}

export interface WindowFields {
  on: boolean;
  /** 0 is Sunday. */
  days: number[];
  from: string;
  to: string;
  zone: string;
}

export interface GuardFields {
  on: boolean;
  /** Percent. */
  below: number | null;
  minutes: number | null;
  atLeast: number | null;
}

const WEEKDAYS = [1, 2, 3, 4, 5];

/** A new program's fields, or those of one that is there. */
export function fieldsOf(program: Program | null): ProgramFields {
  const window = program?.window ?? null;
  const guard = program?.fail_when ?? null;
  return {
    name: program?.name ?? '',
    pair: program?.pair_id ?? '',
    list: program?.number_list_id ?? '',
    template: program?.template ?? '',
    textless: program?.template === '',
    sender: program?.sender ?? '',
    priority: program?.priority ?? 5,
    rate: program?.rate_per_minute ?? null,
    validity: program?.validity_seconds ?? 0,
    proxy: program?.proxy ?? '',
    active: program?.active ?? true,
    smart: program?.smart_encoding ?? null,
    window: {
      on: window !== null,
      days: window?.days ?? WEEKDAYS,
      from: window?.from ?? '09:00',
      to: window?.to ?? '18:00',
      zone: window?.time_zone ?? 'recipient',
    },
    guard: {
      on: guard !== null,
      // A share such as 0.55 is not quite 55 hundredths.
      below: guard === null ? 50 : Math.round(guard.success_below * 1000) / 10,
      minutes: guard?.minutes ?? 10,
      atLeast: guard?.at_least ?? 100,
    },
  };
}

/** The form as the API takes it. */
export function programOf(fields: ProgramFields): NewProgram {
  const { window, guard } = fields;
  return {
    name: fields.name.trim(),
    pair_id: fields.pair || null,
    number_list_id: fields.list || null,
    template: fields.template,
    sender: fields.sender || null,
    priority: fields.priority,
    rate_per_minute: fields.rate,
    proxy: orNone(fields.proxy),
    window: window.on
      ? { days: [...window.days].sort(), from: window.from, to: window.to, time_zone: window.zone.trim() }
      : null,
    validity_seconds: fields.validity || null,
    active: fields.active,
    fail_when: guard.on
      ? { success_below: (guard.below ?? 0) / 100, minutes: guard.minutes ?? 0, at_least: guard.atLeast ?? 0 }
      : null,
    smart_encoding: fields.smart,
  };
}

/** What a form changes of a program: the fields that say something else than before. */
export function patchOf(before: Program, after: NewProgram): Partial<NewProgram> {
  return Object.fromEntries(
    Object.entries(after).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof NewProgram]),
    ),
  );
}
