import { cme, CME, failed, ok } from '../answer.js';
import type { AtCommand } from '../command-line.js';
import { type CommandTable, type Handler, type ModemParts, numberIn } from '../modem-parts.js';
import { freshSettings } from '../settings.js';

/** A command that answers one and the same line to everything but its test. */
const tells =
  (...lines: string[]): Handler =>
  ({ form }) =>
    form === 'test' ? ok() : ok(...lines);
const accepted: Handler = () => ok();

/** Echo, resets, identity, and what is only politely accepted (ITU-T V.250, TS 27.007 5 and 9). */
export function generalCommands(parts: ModemParts): CommandTable {
  const { vendor, options, settings } = parts;
  const { manufacturer, model, revision } = vendor;
  const reset: Handler = () => {
    const { memories, isToldHere, ...fresh } = freshSettings();
    Object.assign(settings, fresh);
    return ok();
  };
  const echo: Handler = ({ args }) => {
    const value = numberIn(args[0], 0, 1, 0);
    if (value === null) return failed;
    settings.echo = value === 1;
    return ok();
  };
  const errors: Handler = ({ form, args }) => {
    if (form === 'test') return ok('+CMEE: (0-2)');
    if (form === 'read') return ok(`+CMEE: ${settings.cmee}`);
    const value = numberIn(args[0], 0, 2, 0);
    if (value === null) return cme(CME.wrongParameters);
    settings.cmee = value;
    return ok();
  };
  const characterSet: Handler = ({ form, args }) => {
    if (form === 'test') return ok('+CSCS: ("GSM","IRA","UCS2")');
    if (form === 'read') return ok(`+CSCS: "${settings.characterSet}"`);
    const set = args[0]?.toUpperCase();
    if (set !== 'GSM' && set !== 'IRA' && set !== 'UCS2') return cme(CME.notSupported);
    settings.characterSet = set;
    return ok();
  };
  const identity: Handler = ({ form }) =>
    form === 'execute' || form === 'set' ? ok(...vendor.identity(options.imei)) : failed;
  const clock: Handler = ({ form }) => {
    const now = new Date().toISOString();
    return form === 'read' ? ok(`+CCLK: "${now.slice(2, 10).replaceAll('-', '/')},${now.slice(11, 19)}+00"`) : ok();
  };
  const table: Record<string, Handler> = {
    '': accepted,
    E: echo,
    Z: reset,
    '&F': reset,
    I: identity,
    V: ({ args }: AtCommand) => (args[0] === '0' ? failed : ok()),
    H: () => hangUp(parts),
    '+CHUP': () => hangUp(parts),
    '+CLCC': () => ok(...(parts.call.from === null ? [] : [`+CLCC: 1,1,4,0,0,"${parts.call.from}",145`])),
    '+CMEE': errors,
    '+CSCS': characterSet,
    '+CGMI': tells(manufacturer),
    '+GMI': tells(manufacturer),
    '+CGMM': tells(model),
    '+GMM': tells(model),
    '+CGMR': tells(revision),
    '+GMR': tells(revision),
    '+CGSN': tells(options.imei),
    '+GSN': tells(options.imei),
    '+GCAP': tells('+GCAP: +CGSM,+DS,+ES'),
    '+CPAS': tells('+CPAS: 0'),
    '+CBC': tells('+CBC: 0,100'),
    '+CCLK': clock,
  };
  for (const name of [
    'Q',
    'X',
    '&C',
    '&D',
    '&K',
    '&S',
    '&W',
    'S0',
    'S3',
    'S4',
    'S7',
    '+IPR',
    '+IFC',
    '+CLIP',
    '+CRC',
  ]) {
    table[name] = accepted;
  }
  return table;
}

function hangUp(parts: ModemParts): ReturnType<Handler> {
  parts.call.from = null;
  return ok();
}
