import { FAULTS } from './faults.js';
import type { ModemEmulator } from './modem-emulator.js';
import { REGISTRATION, type Registration } from './radio.js';

/** What a control line does. @returns the lines that answer it. */
interface Control {
  usage: string;
  run(modem: ModemEmulator, words: string[]): string[];
}

class ControlError extends Error {}

const need = (word: string | undefined, what: string): string => {
  if (word === undefined || word === '') throw new ControlError(`expected ${what}`);
  return word;
};
const numberOf = (word: string | undefined, what: string, limit: number): number => {
  const value = /^\d+$/.test(word ?? '') ? Number(word) : NaN;
  if (!(value <= limit)) throw new ControlError(`expected ${what}, 0 to ${limit}`);
  return value;
};
const isRegistration = (value: number): value is Registration => Object.values<number>(REGISTRATION).includes(value);
const json = (items: readonly unknown[]): string[] => items.map((item) => JSON.stringify(item));
/** `\n` of a line is a line feed of the text. */
const textOf = (words: string[]): string => words.join(' ').replaceAll('\\n', '\n');

const CONTROLS: Readonly<Record<string, Control>> = {
  receive: {
    usage: 'receive FROM TEXT       a message comes in; \\n in the text is a line feed',
    run: (modem, [from, ...text]) => {
      modem.receive(need(from, 'a sender'), textOf(text));
      return ['ok'];
    },
  },
  flash: {
    usage: 'flash FROM TEXT         the same as a flash message, class 0',
    run: (modem, [from, ...text]) => {
      modem.receive(need(from, 'a sender'), textOf(text), { flash: true });
      return ['ok'];
    },
  },
  pdu: {
    usage: 'pdu HEX                 any PDU comes in, nonsense too',
    run: (modem, [hex]) => {
      modem.receivePdu(need(hex, 'a PDU'));
      return ['ok'];
    },
  },
  ring: {
    usage: 'ring FROM               somebody calls',
    run: (modem, [from]) => {
      modem.ring(need(from, 'a number'));
      return ['ok'];
    },
  },
  sent: {
    usage: 'sent [COUNT]            the last messages that the network took, a JSON object a line',
    run: (modem, [count]) => json(modem.sent.slice(-(count ? numberOf(count, 'a count', 1e6) : 20))),
  },
  reports: {
    usage: 'reports [COUNT]         the last status reports, a JSON object a line',
    run: (modem, [count]) => json(modem.reports.slice(-(count ? numberOf(count, 'a count', 1e6) : 20))),
  },
  count: {
    usage: 'count                   how many messages the network took',
    run: (modem) => [String(modem.sentCount)],
  },
  fault: {
    usage: 'fault NAME [TIMES]      a fault begins; NAME or NAME=VALUE',
    run: (modem, [name, times]) => {
      modem.setFault(need(name, 'the name of a fault'), times ? numberOf(times, 'how often', 1e6) : undefined);
      return ['ok'];
    },
  },
  clear: {
    usage: 'clear [NAME]            a fault ends, or all of them',
    run: (modem, [name]) => {
      modem.clearFault(name);
      return ['ok'];
    },
  },
  faults: {
    usage: 'faults                  what is wrong just now',
    run: (modem) => [modem.faults.list().join(' ') || 'none'],
  },
  refuse: {
    usage: 'refuse NUMBER [CODE]    messages to NUMBER get +CMS ERROR: CODE; without CODE no longer',
    run: (modem, [number, code]) => {
      modem.refuse(need(number, 'a number'), code ? numberOf(code, 'a +CMS ERROR code', 999) : null);
      return ['ok'];
    },
  },
  status: {
    usage: 'status TP-ST [NUMBER]   what the next reports say; 32,0 is two one after another',
    run: (modem, [list, number]) => {
      const statuses = need(list, 'a TP-ST').split(',');
      modem.setReportStatus(
        statuses.map((status) => numberOf(status, 'a TP-ST', 255)),
        number,
      );
      return ['ok'];
    },
  },
  ussd: {
    usage: 'ussd CODE TEXT          what the network answers to a USSD code',
    run: (modem, [code, ...text]) => {
      modem.setUssd(need(code, 'a code'), { text: textOf(text) });
      return ['ok'];
    },
  },
  signal: {
    usage: 'signal RSSI             0 to 31, 99 unknown',
    run: (modem, [rssi]) => {
      modem.setSignal(numberOf(rssi, 'an RSSI', 99));
      return ['ok'];
    },
  },
  registration: {
    usage: 'registration STAT       0 none, 1 home, 2 searching, 3 denied, 4 unknown, 5 roaming',
    run: (modem, [stat]) => {
      const value = numberOf(stat, 'a registration', 5);
      if (isRegistration(value)) modem.setRegistration(value);
      return ['ok'];
    },
  },
  restart: {
    usage: 'restart                 power off and on',
    run: (modem) => {
      modem.restart();
      return ['ok'];
    },
  },
};

/** What may be typed, a line each; the faults at the end. */
export function controlHelp(): string[] {
  const usages = Object.values(CONTROLS).map(({ usage }) => usage);
  const faults = Object.entries(FAULTS).map(([name, what]) => `${name.padEnd(24)}${what}`);
  return [
    ...usages,
    'help                    this',
    'quit                    ends the program',
    '',
    'Faults:',
    ...faults,
  ];
}

/**
 * Runs a control line: `[MODEM] command …`, where MODEM is a modem's number from 1, or `all`; 1 unless told.
 * @returns the answer; what is wrong with the line is a line of it, beginning with `error: `.
 */
export function runControl(modems: readonly ModemEmulator[], line: string): string[] {
  const words = line.trim().split(/ +/);
  const [first = ''] = words;
  const named = first === 'all' || /^\d+$/.test(first);
  const [command = '', ...rest] = named ? words.slice(1) : words;
  if (command === 'help') return controlHelp();
  const chosen = first === 'all' ? modems : modems.slice(named ? Number(first) - 1 : 0, named ? Number(first) : 1);
  const control = Object.hasOwn(CONTROLS, command) ? CONTROLS[command] : undefined;
  if (!control) return [`error: there is no command "${command}"; help lists them`];
  if (chosen.length === 0 || first === '0') return [`error: there is no modem ${first}, only 1 to ${modems.length}`];
  try {
    return chosen.flatMap((modem) => control.run(modem, rest));
  } catch (error) {
    return [`error: ${error instanceof Error ? error.message : String(error)}`];
  }
}
