/** What a file's placeholders came to. */
export interface Filled {
  value: unknown;
  /** Where something is wrong, and what was expected; never a value. */
  problems: { path: string; message: string }[];
}

const PLACEHOLDER = /^\$\{([A-Z][A-Z0-9_]*)\}$/;

/**
 * Puts environment variables in place of the texts that are `${NAME}` and nothing else. A text with a placeholder
 * inside is a problem: taken as it is, it would be a wrong password that nobody sees.
 */
export function fillPlaceholders(value: unknown, env: Record<string, string | undefined>): Filled {
  const problems: Filled['problems'] = [];
  const fill = (of: unknown, path: string): unknown => {
    if (Array.isArray(of)) return of.map((item: unknown, index) => fill(item, below(path, String(index))));
    if (typeof of === 'object' && of !== null) {
      return Object.fromEntries(Object.entries(of).map(([key, each]) => [key, fill(each, below(path, key))]));
    }
    if (typeof of !== 'string' || !of.includes('${')) return of;
    const name = PLACEHOLDER.exec(of)?.[1];
    if (name === undefined) problems.push({ path, message: 'expected ${NAME}, in capitals, as the whole text' });
    else if (!env[name]) problems.push({ path, message: `expected the environment variable ${name} to be set` });
    else return env[name];
    return of;
  };
  return { value: fill(value, ''), problems };
}

const below = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);
