/** Error classes of TS 27.007 9.2 (`cme`) and TS 27.005 3.2.5 (`cms`), by code; `plain` is ERROR whatever AT+CMEE says. */
export type AtError = { kind: 'plain' } | { kind: 'cme' | 'cms'; code: number };

/** What one command comes to. */
export type Answer =
  /** Information lines, then OK; `after` runs when the OK is out. */
  | { type: 'ok'; lines: readonly string[]; after?: () => void }
  | { type: 'error'; error: AtError }
  /** The `> ` prompt: `then` is given what was typed up to Ctrl-Z, or null after ESC. */
  | { type: 'prompt'; then: (typed: string | null) => Answer }
  /** A line of the maker's own that ends the command, like "COMMAND NOT SUPPORT". */
  | { type: 'final'; line: string }
  /** None, ever: the line went away, or the modem hangs. */
  | { type: 'nothing' };

export const ok = (...lines: string[]): Answer => ({ type: 'ok', lines });
export const failed: Answer = { type: 'error', error: { kind: 'plain' } };
export const cme = (code: number): Answer => ({ type: 'error', error: { kind: 'cme', code } });
export const cms = (code: number): Answer => ({ type: 'error', error: { kind: 'cms', code } });
export const nothing: Answer = { type: 'nothing' };

/** +CME ERROR codes in use here. */
export const CME = {
  notAllowed: 3,
  notSupported: 4,
  pinRequired: 11,
  pukRequired: 12,
  wrongPassword: 16,
  invalidIndex: 21,
  noNetwork: 30,
  wrongParameters: 50,
} as const;

/** +CMS ERROR codes in use here. */
export const CMS = {
  notAllowed: 302,
  notSupported: 303,
  invalidPdu: 304,
  invalidText: 305,
  pinRequired: 311,
  pukRequired: 318,
  invalidIndex: 321,
  memoryFull: 322,
  noNetwork: 331,
  notExpected: 340,
} as const;

/** With AT+CMEE=2 the codes are words. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['cme3', 'operation not allowed'],
  ['cme4', 'operation not supported'],
  ['cme11', 'SIM PIN required'],
  ['cme12', 'SIM PUK required'],
  ['cme16', 'incorrect password'],
  ['cme21', 'invalid index'],
  ['cme30', 'no network service'],
  ['cme50', 'incorrect parameters'],
  ['cms302', 'operation not allowed'],
  ['cms303', 'operation not supported'],
  ['cms304', 'invalid PDU mode parameter'],
  ['cms305', 'invalid text mode parameter'],
  ['cms311', 'SIM PIN required'],
  ['cms318', 'SIM PUK required'],
  ['cms321', 'invalid memory index'],
  ['cms322', 'memory full'],
  ['cms331', 'no network service'],
  ['cms340', 'no +CNMA acknowledgement expected'],
]);

/**
 * The line of an error. AT+CMEE=0 hides what a +CME ERROR was; a +CMS ERROR is always said.
 * @param cmee 0 none, 1 codes, 2 words.
 */
export function errorLine(error: AtError, cmee: number): string {
  if (error.kind === 'plain' || (error.kind === 'cme' && cmee === 0)) return 'ERROR';
  const words = cmee === 2 ? WORDS.get(`${error.kind}${error.code}`) : undefined;
  return `+${error.kind.toUpperCase()} ERROR: ${words ?? error.code}`;
}
