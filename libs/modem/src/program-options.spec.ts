import { describe, expect, it } from '@jest/globals';
import { runControl } from './control-lines.js';
import { ModemEmulator } from './modem-emulator.js';
import { parseProgramOptions, UsageError } from './program-options.js';
import { findPtyTool, NoPtyError } from './pty-port.js';

describe('the command line', () => {
  it('is read into options', () => {
    const line =
      '--tcp 7001 --count 3 --vendor huawei --number +254712345678 --pin 1234 --fault echo --fault silence=escape';
    expect(parseProgramOptions([...line.split(' '), '--report-delay', '5'])).toMatchObject({
      tcp: 7001,
      pty: false,
      count: 3,
      faults: ['echo', 'silence=escape'],
      modem: { vendor: 'huawei', number: '+254712345678', pin: '1234', reportDelayMs: 5 },
    });
  });

  it.each([
    ['', '--tcp PORT or --pty'],
    ['--tcp 1 --pty', '--tcp PORT or --pty'],
    ['--tcp 70000', '--tcp'],
    ['--tcp 65535 --count 2', '--count'],
    ['--pty --vendor nokia', '--vendor'],
    ['--pty --number 0712', '--number'],
    ['--pty --pin 12', '--pin'],
    ['--pty --latency -5', 'latency'],
    ['--pty --fault nothing', 'garbage'],
    ['--pty --nonsense', '--nonsense'],
    ['--tcp 1 --link x', '--link'],
  ])('%j is refused by words with %j', (line, words) => {
    const read = () => parseProgramOptions(line.split(' ').filter(Boolean));
    expect(read).toThrow(UsageError);
    expect(read).toThrow(words);
  });

  it('takes socat for a pty, script where there is none, and says what to install where there is neither', () => {
    expect(findPtyTool((name) => name === 'socat')).toBe('socat');
    expect(findPtyTool((name) => name !== 'socat')).toBe('script');
    expect(() => findPtyTool(() => false)).toThrow(NoPtyError);
    expect(() => findPtyTool(() => false)).toThrow('apt-get install socat');
  });
});

describe('a control line', () => {
  const modems = [0, 1].map((index) => new ModemEmulator({}, index));
  const [first, second] = modems;

  it('is for the first modem, for the one it names, or for all', () => {
    expect(runControl(modems, 'fault echo')).toEqual(['ok']);
    expect(runControl(modems, '2 fault garbage')).toEqual(['ok']);
    expect(runControl(modems, 'all fault no-report')).toEqual(['ok', 'ok']);
    expect(first?.faults.list()).toEqual(['echo', 'no-report']);
    expect(second?.faults.list()).toEqual(['garbage', 'no-report']);
    expect(runControl(modems, 'all clear')).toEqual(['ok', 'ok']);
    expect(runControl(modems, 'faults')).toEqual(['none']);
  });

  it('makes a message come in, line feeds and all', () => {
    runControl(modems, '2 receive +254700000009 two\\nlines');
    runControl(modems, '2 flash +254700000009 now');
    expect(second?.stored()).toHaveLength(2);
    expect(runControl(modems, 'sent')).toEqual([]);
    expect(runControl(modems, 'count')).toEqual(['0']);
  });

  it.each([
    'nonsense',
    'constructor',
    '3 sent',
    '0 sent',
    'receive',
    'fault',
    'fault nothing',
    'fault echo often',
    'signal 200',
    'status 300',
    'registration 9',
    'refuse',
    'receive +254700000009 ' + 'x'.repeat(60_000),
  ])('that is wrong is answered by an error: %#', (line) => {
    expect(runControl(modems, line)).toEqual([expect.stringMatching(/^error: ./)]);
  });

  it('help names every fault', () => {
    expect(runControl(modems, 'help').join('\n')).toContain('duplicate-report');
  });
});
