import { cme, CME, ok } from '../answer.js';
import { type CommandTable, type Handler, type ModemParts, numberIn } from '../modem-parts.js';
import type { Radio } from '../radio.js';
import type { Settings } from '../settings.js';
import { locked } from './sim-commands.js';

const CELL = ',"0A1B","01C2D3E4"';
const LTE = 7;

type RegistrationCommand = '+CREG' | '+CGREG' | '+CEREG';

/** What AT+CREG=1 and 2 tell of a change. */
export function registrationUrcs(settings: Settings, radio: Radio): string[] {
  const wanted = Object.entries(settings.registrationUrc).filter(([, level]) => level > 0);
  return wanted.map(([name, level]) => `${name}: ${radio.registration}${level > 1 && radio.isRegistered ? CELL : ''}`);
}

/** Registration, operator, signal, functionality (TS 27.007 7.2, 7.3, 8.2, 8.5). */
export function networkCommands(parts: ModemParts): CommandTable {
  const { settings, radio, options } = parts;
  const registration =
    (name: RegistrationCommand): Handler =>
    ({ form, args }) => {
      const level = settings.registrationUrc[name];
      if (form === 'test') return ok(`${name}: (0-2)`);
      if (form === 'read') {
        return ok(`${name}: ${level},${radio.registration}${level > 1 && radio.isRegistered ? CELL : ''}`);
      }
      const value = numberIn(args[0], 0, 2, 0);
      if (value === null) return cme(CME.wrongParameters);
      settings.registrationUrc[name] = value;
      return ok();
    };
  const operatorName = (): string => {
    if (settings.operatorFormat === 2) return options.operatorCode;
    return settings.operatorFormat === 1 ? options.operator.slice(0, 8) : options.operator;
  };
  const operator: Handler = ({ form, args }) => {
    if (form === 'test') {
      const { operator: name, operatorCode } = options;
      return ok(`+COPS: (2,"${name}","${name.slice(0, 8)}","${operatorCode}",${LTE}),,(0-4),(0-2)`);
    }
    if (form === 'read') {
      const { operatorMode, isRegistered } = radio;
      const name = isRegistered ? `,${settings.operatorFormat},"${operatorName()}",${LTE}` : '';
      return ok(`+COPS: ${operatorMode}${name}`);
    }
    const mode = numberIn(args[0], 0, 4, 0);
    const format = numberIn(args[1], 0, 2, settings.operatorFormat);
    if (mode === null || format === null) return cme(CME.wrongParameters);
    settings.operatorFormat = format;
    const known = [options.operator, options.operator.slice(0, 8), options.operatorCode];
    if (mode === 1 && !known.includes(args[2] ?? '')) return cme(CME.noNetwork);
    if (mode !== 3) radio.change(() => (radio.operatorMode = mode));
    return { type: 'ok', lines: [], after: () => parts.incoming.pump() };
  };
  const functionality: Handler = ({ form, args }) => {
    if (form === 'test') return ok('+CFUN: (0,1,4),(0,1)');
    if (form === 'read') return ok(`+CFUN: ${radio.functionality}`);
    const level = numberIn(args[0], 0, 4, 1);
    const restart = numberIn(args[1], 0, 1, 0);
    if (level === null || restart === null || ![0, 1, 4].includes(level)) return cme(CME.wrongParameters);
    if (restart === 1) return { type: 'ok', lines: [], after: () => parts.restart() };
    radio.change(() => (radio.functionality = level));
    return { type: 'ok', lines: [], after: () => parts.incoming.pump() };
  };
  const attached: Handler = ({ form }) => (form === 'read' ? ok(`+CGATT: ${radio.isRegistered ? 1 : 0}`) : ok());
  return {
    '+CREG': registration('+CREG'),
    '+CGREG': registration('+CGREG'),
    '+CEREG': registration('+CEREG'),
    '+COPS': operator,
    '+CFUN': functionality,
    '+CGATT': attached,
    '+CSQ': ({ form }) => (form === 'test' ? ok('+CSQ: (0-31,99),(0-7,99)') : ok(`+CSQ: ${radio.signal},99`)),
    '+CUSD': ussd(parts),
    '^PORTSEL': ({ form, args }) => {
      if (form === 'test') return ok('^PORTSEL: (0,1)');
      if (form === 'read') return ok(`^PORTSEL: ${settings.isToldHere ? 1 : 0}`);
      const value = numberIn(args[0], 0, 1, 0);
      if (value === null) return cme(CME.wrongParameters);
      settings.isToldHere = value === 1;
      return { type: 'ok', lines: [], after: () => parts.incoming.pump() };
    },
    '^CURC': ({ args }) => {
      settings.ownUrcs = args[0] !== '0';
      return ok();
    },
  };
}

function ussd(parts: ModemParts): Handler {
  const { settings, radio } = parts;
  return ({ form, args }) => {
    if (form === 'test') return ok('+CUSD: (0-2)');
    if (form === 'read') return ok(`+CUSD: ${settings.ussdShown ? 1 : 0}`);
    const mode = numberIn(args[0], 0, 2, 0);
    if (mode === null) return cme(CME.wrongParameters);
    if (mode === 2) {
      parts.ussd.cancel();
      return ok();
    }
    settings.ussdShown = mode === 1;
    const [, text = ''] = args;
    if (text === '') return ok();
    if (parts.sim.state !== 'READY') return locked(parts);
    if (!radio.isRegistered) return cme(CME.noNetwork);
    return { type: 'ok', lines: [], after: () => parts.ussd.send(text) };
  };
}
