import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Terminal } from '../test/terminal.js';
import { runControl } from './control-lines.js';
import { ModemEmulator } from './modem-emulator.js';
import { parseProgramOptions } from './program-options.js';

const FOLDER = join(import.meta.dirname, 'transcripts');
const ANY = '{any}';

interface Step {
  /** `>` typed, `<` expected, `*` a control line, `=` the program's options. */
  kind: string;
  text: string;
}

function stepsOf(file: string): Step[] {
  const lines = readFileSync(join(FOLDER, file), 'utf8').split('\n');
  const steps = lines.filter((line) => line !== '' && !line.startsWith('#'));
  return steps.map((line) => ({ kind: line.charAt(0), text: line.slice(2) }));
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const matches = (expected: string, line: string): boolean =>
  new RegExp(`^${expected.split(ANY).map(literal).join('.*')}`).test(line) &&
  (expected.includes(ANY) || expected === line);
/** `^Z` and `^[` end a text; everything else is a command. */
const typed = (text: string): string =>
  /\^[Z[]$/.test(text) ? text.replace(/\^Z$/, '\x1a').replace(/\^\[$/, '\x1b') : `${text}\r`;

let modem: ModemEmulator | undefined;
afterEach(() => modem?.close());

/** Plays one side and hears the other, in the order written. */
async function replay(steps: readonly Step[]): Promise<void> {
  const options = steps.find(({ kind }) => kind === '=')?.text.split(' ') ?? [];
  const made = new ModemEmulator({ rebootMs: 20, ...parseProgramOptions(['--tcp', '0', ...options]).modem });
  modem = made;
  const terminal = Terminal.on(made);
  const heard: string[] = [];
  for (const { kind, text } of steps) {
    if (kind === '>') {
      expect(heard.splice(0)).toEqual([]);
      terminal.type(typed(text));
    } else if (kind === '*') expect(runControl([made], text)).toEqual(['ok']);
    else if (kind === '<' && text === '>') {
      await terminal.until('the prompt', () => terminal.heard.endsWith('> '));
      expect(terminal.lines()).toEqual([]);
      terminal.rewind();
    } else if (kind === '<') {
      await terminal.until(text, () => heard.push(...terminal.lines()) > 0);
      const line = heard.shift() ?? '';
      if (!matches(text, line)) expect(line).toBe(text);
    }
  }
  expect(heard).toEqual([]);
}

describe('a recorded dialogue', () => {
  it.each(readdirSync(FOLDER))('goes as %s says', async (file) => {
    const steps = stepsOf(file);
    expect(steps.length).toBeGreaterThan(5);
    await replay(steps);
  });

  it('does not go another way', async () => {
    const steps = stepsOf('huawei-start.txt').map((step) => ({ ...step, text: step.text.replace('E3372', 'E173') }));
    await expect(replay(steps)).rejects.toThrow('E173');
  });
});
