/** What people are told of a field, and where a form has it. */
interface Told {
  readonly label: string;
  readonly hint?: string;
  readonly placeholder?: string;
  /** A form gives it a line of its own. */
  readonly wide?: true;
  /** Absent: the first one, with what an account cannot do without. */
  readonly section?: string;
  /** It is of use only while another field has one of these values. */
  readonly only?: { readonly field: string; readonly is: readonly (string | boolean)[] };
}

export interface TextKind extends Told {
  readonly type: 'text';
  readonly max?: number;
  readonly pattern?: RegExp;
  /** What the pattern wants, in words. */
  readonly expected?: string;
  /** What is said where it is missing; absent: it may be. */
  readonly required?: string;
  readonly default?: string;
}
export interface IntegerKind extends Told {
  readonly type: 'integer';
  readonly min: number;
  readonly max: number;
  readonly default?: number;
}
export interface FlagKind extends Told {
  readonly type: 'flag';
  readonly default: boolean;
}
export interface ChoiceKind extends Told {
  readonly type: 'choice';
  /** By value, what it is called. */
  readonly choices: Readonly<Record<string, string>>;
  readonly default: string;
}
/** An address over HTTP. */
export interface UrlKind extends Told {
  readonly type: 'url';
  /** Whether the worker sends requests there. */
  readonly requested?: true;
  /** What is said where it is missing; absent: it may be. */
  readonly required?: string;
}
/** An address of a proxy, with or without user and password. */
export interface ProxyKind extends Told {
  readonly type: 'proxy';
}
/** Words of a provider's own. */
export interface WordsKind extends Told {
  readonly type: 'words';
}
/** Parts of a request that is written by hand, and places in its answer (`http-templates.ts`, `http-places.ts`). */
export interface WrittenKind extends Told {
  readonly type: 'template' | 'headers' | 'place';
  readonly required?: string;
  readonly requested?: true;
  /** Lines that a form shows. */
  readonly rows?: number;
  /** What a new account begins with. */
  readonly begin?: string;
}
export type FieldKind = TextKind | IntegerKind | FlagKind | ChoiceKind | UrlKind | ProxyKind | WordsKind | WrittenKind;
/** By their names in the API; a name with a dot is a field of an object. */
export type FieldKinds = Readonly<Record<string, FieldKind>>;

export interface SectionKind {
  readonly heading?: string;
  readonly help?: string;
  /** Most do not need it: it is shown on demand. */
  readonly more?: true;
}

/** How a provider is spoken to: a driver, or one of the HTTP driver's profiles. */
export interface ProviderKind {
  readonly driver: 'smpp' | 'http';
  readonly label: string;
  /** What is said over its first fields. */
  readonly help?: string;
  readonly fields: FieldKinds;
  /** By their names in the API; `any` are whatever names the account's own templates have. */
  readonly secrets: Readonly<Record<string, { readonly label: string; readonly required: boolean }>> | 'any';
  /** Whether it sends only with a sender: what is then said, and which field spares one. */
  readonly sender?: { readonly required: string; readonly unless?: string };
  /** Where it is unless its settings say otherwise, and the hosts that need no listing. */
  readonly home?: { readonly url: string; readonly hosts: string };
  /** The sections of its form behind the first, in their order. */
  readonly sections: Readonly<Record<string, SectionKind>>;
  /** What the button says that shows more. */
  readonly more: string;
}

/** The names of the secrets that a kind has; none where any name will do. */
export const secretNames = ({ secrets }: ProviderKind): string[] => (secrets === 'any' ? [] : Object.keys(secrets));

/** Those that it cannot work without. */
export const requiredSecrets = ({ secrets }: ProviderKind): string[] =>
  secrets === 'any' ? [] : Object.keys(secrets).filter((name) => secrets[name]?.required);

/** Whether an account with these settings sends only with a sender. */
export const needsSender = ({ sender }: ProviderKind, settings: Readonly<Record<string, unknown>>): boolean =>
  sender !== undefined && (sender.unless === undefined || !settings[sender.unless]);

/** Settings without those that are as their kind has them anyway: who reads them may not know the newest. */
export const withoutDefaults = <T extends object>({ fields }: ProviderKind, settings: T): T =>
  Object.fromEntries(
    Object.entries(settings).filter(([name, value]) => {
      const field = fields[name];
      return field === undefined || !('default' in field) || field.default !== value;
    }),
  ) as T;

/** A value below settings by a name with dots. */
export function settingAt(settings: unknown, name: string): unknown {
  let value = settings;
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}
