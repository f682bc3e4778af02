/** One slash is a page of the console, two are somebody else's; browsers take a backslash for a slash. */
const OWN = /^\/(?![/\\])[^\s\\]*$/;

/** Where to go after signing in, as an address says it; null for what is no page of the console, or is this one again. */
export function ownPath(next: string | null | undefined): string | null {
  if (!next || !OWN.test(next) || /^\/sign-in(?![\w-])/.test(next)) return null;
  try {
    decodeURI(next);
    return next;
  } catch {
    return null;
  }
}
