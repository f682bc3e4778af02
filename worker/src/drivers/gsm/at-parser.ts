/** Nothing that a modem says is longer: the rest is noise. */
const MAX_LINE = 8192;
/** Noise before a prompt is short. */
const MAX_BEFORE_PROMPT = 16;

export interface AtListener {
  /** A line without its end, never empty; characters are bytes, control characters are left out. */
  line(text: string): void;
  /** The `> ` of TS 27.005 3.5.1, which no line end follows. */
  prompt(): void;
}

/** Takes apart what a modem says, however it comes in pieces. */
export class AtParser {
  private rest = '';
  private promptExpected = false;

  constructor(private readonly listener: AtListener) {}

  /** Only then a `>` is more than the beginning of a line. */
  expectPrompt(expected: boolean): void {
    this.promptExpected = expected;
  }

  push(bytes: string): void {
    this.rest += bytes;
    for (let end = this.rest.search(/[\r\n]/); end >= 0; end = this.rest.search(/[\r\n]/)) {
      const line = this.rest.slice(0, end);
      this.rest = this.rest.slice(end + 1);
      this.end(line);
    }
    if (this.promptExpected && isPrompt(this.rest)) {
      this.rest = '';
      this.found();
    }
    if (this.rest.length > MAX_LINE) this.rest = '';
  }

  /** What has begun is forgotten. */
  clear(): void {
    this.rest = '';
    this.promptExpected = false;
  }

  private end(raw: string): void {
    const line = clean(raw).trim();
    if (line === '') return;
    if (line === '>' && this.promptExpected) this.found();
    else this.listener.line(line);
  }

  private found(): void {
    this.promptExpected = false;
    this.listener.prompt();
  }
}

function clean(raw: string): string {
  let line = '';
  for (let i = 0; i < raw.length; i += 1) {
    const code = raw.charCodeAt(i);
    if (code >= 0x20 && code !== 0x7f) line += raw.charAt(i);
  }
  return line;
}

function isPrompt(rest: string): boolean {
  const at = rest.lastIndexOf('>');
  if (at < 0 || at > MAX_BEFORE_PROMPT || rest.slice(at + 1).trim() !== '') return false;
  // "+CUSD: 0,"a > " may be cut just here; noise alone is no word.
  return !/[A-Za-z]{2}/.test(rest.slice(0, at));
}
