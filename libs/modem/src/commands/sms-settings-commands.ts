import { cms, CMS, ok } from '../answer.js';
import { type CommandTable, type Handler, type ModemParts, numberIn, storeOf } from '../modem-parts.js';

const SETTABLE = ['ME', 'SM', 'MT', 'SR'];

/** How messages are shown, kept and told of: TS 27.005 3.1 to 3.4. */
export function smsSettingsCommands(parts: ModemParts): CommandTable {
  const { settings, options, faults } = parts;
  const format: Handler = ({ form, args }) => {
    if (form === 'test') return ok('+CMGF: (0,1)');
    if (form === 'read') return ok(`+CMGF: ${settings.textMode ? 1 : 0}`);
    const value = numberIn(args[0], 0, 1, 0);
    if (value === null || (value === 0 && faults.has('text-only'))) return cms(CMS.notSupported);
    settings.textMode = value === 1;
    return ok();
  };
  const service: Handler = ({ form, args }) => {
    if (form === 'test') return ok('+CSMS: (0,1)');
    if (form === 'read') return ok(`+CSMS: ${settings.service},1,1,1`);
    const value = numberIn(args[0], 0, 1, 0);
    if (value === null) return cms(CMS.notSupported);
    settings.service = value === 1 ? 1 : 0;
    return ok('+CSMS: 1,1,1');
  };
  const parameters: Handler = ({ form, args }) => {
    const { fo, vp, pid, dcs } = settings.csmp;
    if (form === 'test') return ok();
    if (form === 'read') return ok(`+CSMP: ${fo},${vp},${pid},${dcs}`);
    const values = [fo, vp, pid, dcs].map((now, index) => numberIn(args[index], 0, 255, now));
    if (values.includes(null)) return cms(CMS.invalidText);
    const [first, validity, protocol, coding] = values.map(Number);
    settings.csmp = { fo: first ?? fo, vp: validity ?? vp, pid: protocol ?? pid, dcs: coding ?? dcs };
    return ok();
  };
  const centre: Handler = ({ form, args }) => {
    if (form === 'test') return ok();
    if (form !== 'set') return ok(`+CSCA: "${options.smsc}",${options.smsc.startsWith('+') ? 145 : 129}`);
    if (!/^\+?\d{3,20}$/.test(args[0] ?? '')) return cms(CMS.invalidText);
    const plus = args[1] === '145' && !args[0]?.startsWith('+') ? '+' : '';
    options.smsc = plus + (args[0] ?? '');
    return ok();
  };
  const headers: Handler = ({ form, args }) => {
    if (form === 'test') return ok('+CSDH: (0,1)');
    if (form === 'read') return ok(`+CSDH: ${settings.showHeaders ? 1 : 0}`);
    settings.showHeaders = args[0] === '1';
    return ok();
  };
  return {
    '+CMGF': format,
    '+CSMS': service,
    '+CSMP': parameters,
    '+CSCA': centre,
    '+CSDH': headers,
    '+CNMI': indications(parts),
    '+CPMS': storages(parts),
    '+CMMS': ({ form }) => (form === 'test' ? ok('+CMMS: (0-2)') : form === 'read' ? ok('+CMMS: 0') : ok()),
    '+CSCB': ({ form }) => (form === 'read' ? ok('+CSCB: 0,"",""') : ok()),
  };
}

const LIMITS = { mode: [0, 1, 2, 3], bm: [0, 1, 2, 3], bfr: [0, 1] };
const ORDER = ['mode', 'mt', 'bm', 'ds', 'bfr'] as const;

/** As `(0-3)` without a gap, as `(0,2)` with one. */
function listed(values: readonly number[]): string {
  const [first = 0, last = 0] = [values[0], values.at(-1)];
  return values.length > 2 && last - first === values.length - 1 ? `(${first}-${last})` : `(${values.join(',')})`;
}

function indications({ settings, options, incoming }: ModemParts): Handler {
  const taken: Record<(typeof ORDER)[number], readonly number[]> = { ...LIMITS, ...options.indications };
  return ({ form, args }) => {
    if (form === 'test') return ok(`+CNMI: ${ORDER.map((name) => listed(taken[name])).join(',')}`);
    if (form === 'read') return ok(`+CNMI: ${ORDER.map((name) => settings.cnmi[name]).join(',')}`);
    const wanted = { ...settings.cnmi };
    for (const [index, name] of ORDER.entries()) {
      const value = numberIn(args[index], 0, 9, index === 0 && form === 'execute' ? 0 : wanted[name]);
      if (value === null || !taken[name].includes(value)) return cms(CMS.notSupported);
      wanted[name] = value;
    }
    settings.cnmi = wanted;
    return { type: 'ok', lines: [], after: () => incoming.indicationsChanged() };
  };
}

function storages({ settings, stores, incoming }: ModemParts): Handler {
  const state = (name: string): string => {
    const store = storeOf(stores, name);
    return `${store.used},${store.capacity}`;
  };
  return ({ form, args }) => {
    const { memories } = settings;
    if (form === 'test') return ok('+CPMS: ("ME","MT","SM","SR"),("ME","MT","SM"),("ME","MT","SM")');
    if (form !== 'set') return ok(`+CPMS: ${memories.map((name) => `"${name}",${state(name)}`).join(',')}`);
    const wanted = memories.map((name, index) => args[index]?.toUpperCase() || name);
    const [read = '', write = '', receive = ''] = wanted;
    if (!wanted.every((name) => SETTABLE.includes(name)) || write === 'SR' || receive === 'SR') {
      return cms(CMS.notSupported);
    }
    settings.memories = [read, write, receive];
    return {
      type: 'ok',
      lines: [`+CPMS: ${settings.memories.map(state).join(',')}`],
      after: () => incoming.pump(),
    };
  };
}
