import type { Duplex } from 'node:stream';
import type { Answer } from './answer.js';
import { errorLine } from './answer.js';
import { AtOutput } from './at-output.js';
import { type AtCommand, parseCommandLine } from './command-line.js';
import { type Faults, HEALERS, type Healer } from './faults.js';
import type { Settings } from './settings.js';

const CTRL_Z = '\x1a';
const ESCAPE = '\x1b';
const ENDINGS = /[\r\x1a\x1b]/;
const BACKSPACE = '\b';
/** Nobody types more: a PDU has 350 digits, a command line fewer. */
const MAX_TYPED = 4096;
const RESET = /AT\+CFUN=1,1[\r;]/i;

/** What the line needs of its modem. */
export interface LinePort {
  settings: Settings;
  faults: Faults;
  latencyMs: number;
  run(command: AtCommand): Answer;
  /** The maker's unsolicited line, for the fault of that name. */
  chatter(): string;
  /** AT+CFUN=1,1 came while nothing else was answered. */
  healedByReset(): void;
}

/** A serial line: takes what is typed apart into commands and texts, and answers one after another (ITU-T V.250 5). */
export class AtLine {
  readonly output: AtOutput;
  private stream: Duplex | null = null;
  private input = '';
  private typed = '';
  private ignored = '';
  private busy = false;
  private consuming = false;
  private prompt: ((typed: string | null) => void) | null = null;
  private readonly held: string[] = [];
  private generation = 0;
  private isOff = false;
  /** Somebody typed to a silent modem: only then another connection is a cure, and not the first one at all. */
  private wasUnheard = false;

  constructor(private readonly port: LinePort) {
    this.output = new AtOutput(port.faults);
  }

  get isAttached(): boolean {
    return this.stream !== null;
  }

  attach(stream: Duplex): void {
    this.stream?.destroy();
    this.forget();
    if (this.wasUnheard) this.heal('reopen');
    this.stream = stream;
    this.output.attach(stream);
    stream.on('data', (chunk: Buffer | string) => {
      if (this.stream === stream) this.receive(typeof chunk === 'string' ? chunk : chunk.toString('latin1'));
    });
    const gone = (): void => {
      if (this.stream === stream) this.detach();
    };
    stream.on('close', gone);
    stream.on('end', gone);
    stream.on('error', gone);
  }

  detach(): void {
    const { stream } = this;
    this.stream = null;
    this.output.attach(null);
    this.forget();
    stream?.destroy();
  }

  /** Forgets what was typed and what was about to be answered. */
  forget(): void {
    this.generation++;
    this.input = this.typed = this.ignored = '';
    this.busy = false;
    this.prompt = null;
    this.held.length = 0;
  }

  /** While it is off the modem takes nothing and says nothing. */
  power(on: boolean): void {
    this.isOff = !on;
    this.forget();
  }

  /** Unsolicited lines wait for the end of an answer. */
  unsolicited(text: string): void {
    if (this.isSilent || !this.stream) return;
    if (this.busy || this.prompt) this.held.push(text);
    else this.output.line(text);
  }

  private get isSilent(): boolean {
    return this.isOff || this.port.faults.has('silence');
  }

  private receive(text: string): void {
    if (this.isSilent) return this.receiveSilently(text);
    this.wasUnheard = false;
    this.input += text;
    this.consume();
  }

  private receiveSilently(text: string): void {
    if (this.isOff) return;
    this.wasUnheard = true;
    this.ignored = (this.ignored + text).slice(-64);
    if (text.includes(ESCAPE)) this.heal('escape');
    const reset = RESET.exec(this.ignored);
    if (!reset || !this.heal('reset')) return;
    this.forget();
    this.port.healedByReset();
  }

  /** @returns whether the modem was silent and is not any more. */
  private heal(healer: Healer): boolean {
    const needed = this.port.faults.value('silence');
    if (needed === undefined || HEALERS.findIndex((one) => one === needed) > HEALERS.indexOf(healer)) return false;
    this.port.faults.clear('silence');
    this.wasUnheard = false;
    this.forget();
    return true;
  }

  /** Takes what was typed, command by command, until an answer must be waited for. */
  private consume(): void {
    if (this.consuming) return;
    this.consuming = true;
    while (!this.busy && this.input !== '') {
      const end = this.input.search(ENDINGS);
      const until = end < 0 ? this.input.length : end;
      const piece = this.input.slice(0, until);
      const ending = this.input.charAt(until);
      this.input = this.input.slice(until + 1);
      this.echo(piece + ending);
      this.type(piece);
      if (ending === '') break;
      if (this.prompt) this.endOfText(ending);
      else this.endOfCommand(ending);
    }
    this.consuming = false;
  }

  private echo(text: string): void {
    if (this.port.settings.echo || this.port.faults.has('echo')) this.output.write(text);
  }

  private type(text: string): void {
    // In a text a line feed behind a carriage return is the same end of line.
    const typed = this.prompt ? text.replace(/^\n/, '') : text.replaceAll('\n', '');
    if (!typed.includes(BACKSPACE)) this.typed += typed;
    else for (const one of typed) this.typed = one === BACKSPACE ? this.typed.slice(0, -1) : this.typed + one;
    this.typed = this.typed.slice(0, MAX_TYPED);
  }

  private endOfText(character: string): void {
    if (character === '\r') {
      this.typed += '\n';
      this.output.write('\r\n> ');
      return;
    }
    const typed = character === CTRL_Z ? this.typed : null;
    const then = this.prompt;
    this.typed = '';
    this.prompt = null;
    then?.(typed);
  }

  private endOfCommand(character: string): void {
    const line = this.typed;
    this.typed = '';
    if (character !== '\r' || line.trim() === '') return;
    const commands = parseCommandLine(line);
    if (!commands) return /^\s*AT/i.test(line) ? this.output.line('ERROR') : undefined;
    this.busy = true;
    this.step(commands, 0);
  }

  private later(ms: number, what: () => void): void {
    if (ms <= 0) return what();
    const { generation } = this;
    setTimeout(() => {
      if (this.generation === generation) what();
    }, ms).unref();
  }

  private step(commands: readonly AtCommand[], at: number): void {
    const command = commands[at];
    if (!command) return this.finish('OK');
    this.later(this.port.latencyMs, () => this.settle(this.port.run(command), commands, at));
  }

  private settle(answer: Answer, commands: readonly AtCommand[], at: number): void {
    switch (answer.type) {
      case 'error':
        return this.finish(errorLine(answer.error, this.port.settings.cmee));
      case 'final':
        return this.finish(answer.line);
      case 'nothing':
        return;
      case 'prompt':
        return this.ask((typed) => {
          this.busy = true;
          this.later(this.port.latencyMs, () => this.settle(answer.then(typed), commands, at));
        });
      case 'ok':
        if (this.port.faults.strike('unsolicited') !== undefined) this.output.line(this.port.chatter());
        if (answer.lines.length > 0) this.output.line(answer.lines.join('\r\n'));
        this.step(commands, at + 1);
        answer.after?.();
    }
  }

  private ask(then: (typed: string | null) => void): void {
    const late = Number(this.port.faults.strike('late-prompt') ?? 0);
    this.later(late, () => {
      this.prompt = then;
      this.busy = false;
      this.output.write('\r\n> ');
      this.consume();
    });
  }

  private finish(line: string): void {
    if (this.port.faults.strike('unsolicited') !== undefined) this.output.line(this.port.chatter());
    this.output.line(line);
    this.busy = false;
    for (const text of this.held.splice(0)) this.output.line(text);
    this.consume();
  }
}
