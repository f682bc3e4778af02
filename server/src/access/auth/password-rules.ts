/** Whose password it is to be. */
export interface Names {
  username: string;
  email: string;
}

const PRODUCT = 'signalbox';
const FEWEST_DIFFERENT = 4;
/** What people add to a common password where digits or signs are asked for. */
const TAIL = /[^\p{L}]{1,4}$/u;
/** A shorter name is found in too many words. */
const SHORTEST_PART = 4;

/**
 * What is wrong with a password of valid length, in words that follow "password: "; null when nothing is.
 * @param isCommon tells of a lower-cased text whether very many people have it as their password
 */
export function weaknessOf(password: string, { username, email }: Names, isCommon: (text: string) => boolean) {
  const text = fold(password);
  if (isCommon(text) || isCommon(text.replace(TAIL, '')))
    return 'expected a password that is not among the common ones';
  if (new Set(text).size < FEWEST_DIFFERENT) return `expected at least ${FEWEST_DIFFERENT} different characters`;
  const names = [username, email.slice(0, email.lastIndexOf('@')), PRODUCT];
  return names.some((name) => isMadeOf(text, fold(name)))
    ? "expected a password without the account's username or email name, or the product's name"
    : null;
}

/** Dots and dashes make no difference: jane.doe is in "JaneDoe2026". */
function isMadeOf(text: string, name: string): boolean {
  const bare = letters(name);
  if (bare.length < SHORTEST_PART) return letters(text).replace(/\d+$/, '') === bare && bare !== '';
  return text.includes(name) || letters(text).includes(bare);
}

/** As passwords are compared, and whatever the case. */
const fold = (text: string): string => text.normalize('NFKC').toLowerCase();
const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');
