/** One command of a command line, TS 27.007 4 and ITU-T V.250 5. */
export interface AtCommand {
  /** In capitals: `+CMGS`, `^ICCID`, `E`, `&F`, `S3`; empty for a bare `AT`. */
  name: string;
  /** `AT+X`, `AT+X?`, `AT+X=?`, `AT+X=…` (and the digits of a basic command, `ATE0`). */
  form: 'execute' | 'read' | 'test' | 'set';
  /** Parameters without their quotes; an omitted one is empty. */
  args: readonly string[];
}

const BASIC = /^(S\d+|&?[A-Z])(=\?|\?|=?[^&A-Z;+^$*%]*)/i;
const EXTENDED = /^([+^$*%][A-Z][A-Z0-9]*)/i;

/** Up to the next `;` that is not within quotes. */
function upToSemicolon(text: string): string {
  const found = /^(?:"[^"]*"?|[^";])*/.exec(text);
  return found?.[0] ?? '';
}

/** Parameters by the commas between them, but not those within quotes. */
function argumentsOf(text: string): string[] {
  const parts = text.match(/(?:"[^"]*"?|[^",])*(?:,|$)/g) ?? [];
  const found = parts.filter((part, index) => part !== '' || index === 0);
  if (text.endsWith(',')) found.push('');
  return found.map((part) =>
    part
      .replace(/,$/, '')
      .trim()
      .replace(/^"([^"]*)"?$/, '$1'),
  );
}

function commandOf(name: string, rest: string): AtCommand {
  const body = rest.trim();
  const named = { name: name.toUpperCase(), args: [] };
  if (body === '') return { ...named, form: 'execute' };
  if (body === '?') return { ...named, form: 'read' };
  if (body === '=?') return { ...named, form: 'test' };
  return { ...named, form: 'set', args: argumentsOf(body.replace(/^=/, '')) };
}

/**
 * The commands of a line, in order; several may be joined, extended ones by `;`.
 * @returns null when it does not begin with `AT`, or makes no sense.
 */
export function parseCommandLine(line: string): AtCommand[] | null {
  const start = /^\s*AT/i.exec(line);
  if (!start) return null;
  const commands: AtCommand[] = [];
  let rest = line.slice(start[0].length).trim();
  while (rest !== '') {
    const extended = EXTENDED.exec(rest)?.[1];
    if (extended === undefined) {
      const [whole = '', name = '', body = ''] = BASIC.exec(rest) ?? [];
      if (whole === '') return null;
      commands.push(commandOf(name, body));
      rest = rest.slice(whole.length).replace(/^;/, '').trim();
      continue;
    }
    const body = upToSemicolon(rest.slice(extended.length));
    commands.push(commandOf(extended, body));
    rest = rest.slice(extended.length + body.length + 1).trim();
  }
  return commands.length > 0 ? commands : [{ name: '', form: 'execute', args: [] }];
}
