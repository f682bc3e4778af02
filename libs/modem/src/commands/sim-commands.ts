import { type Answer, cme, CME, failed, ok } from '../answer.js';
import { type CommandTable, type Handler, type ModemParts, numberIn } from '../modem-parts.js';

/** The SIM card: locks, identity, its own number (TS 27.007 5.5, 7.1, 8.3). */
export function simCommands(parts: ModemParts): CommandTable {
  const { sim, options, radio } = parts;
  const pin: Handler = ({ form, args }) => {
    if (form === 'test') return ok();
    if (form !== 'set') return ok(`+CPIN: ${sim.state}`);
    if (sim.state === 'READY') return cme(CME.notAllowed);
    let right = false;
    radio.change(() => (right = sim.enter(args[0] ?? '', args[1] ?? '')));
    if (!right) return cme(sim.state === 'SIM PUK' ? CME.pukRequired : CME.wrongPassword);
    return { type: 'ok', lines: [], after: () => opened(parts) };
  };
  const tries: Handler = ({ form }) =>
    form === 'test' ? ok() : ok(`+CPINR: SIM PIN,${sim.pinTries},3`, `+CPINR: SIM PUK,${sim.pukTries},10`);
  const lock: Handler = ({ args }) => {
    if (args[0] !== 'SC' || numberIn(args[1], 0, 2, -1) === null) return cme(CME.notSupported);
    return args[1] === '2' ? ok(`+CLCK: ${sim.hasPin ? 1 : 0}`) : cme(CME.notAllowed);
  };
  const open = (answer: () => Answer): Handler => {
    return ({ form }) => (form === 'test' ? ok() : sim.state === 'READY' ? answer() : locked(parts));
  };
  const table: Record<string, Handler> = {
    '+CPIN': pin,
    '+CPINR': tries,
    '+CLCK': lock,
    '+CIMI': open(() => ok(options.imsi)),
    '+CNUM': open(() => ok(...(options.numberOnSim ? [`+CNUM: ,"${options.number}",145`] : []))),
  };
  return { ...table, ...ownSimCommands(parts, open) };
}

/** Each maker's own way to the ICCID and to how many tries are left. */
function ownSimCommands({ sim, options }: ModemParts, open: (answer: () => Answer) => Handler): CommandTable {
  if (options.vendor === 'quectel') {
    return {
      '+CCID': open(() => ok(`+CCID: ${options.iccid}`)),
      '+QCCID': open(() => ok(`+QCCID: ${options.iccid}`)),
      '+QPINC': ({ form }) => (form === 'test' ? ok() : ok(`+QPINC: "SC",${sim.pinTries},${sim.pukTries}`)),
      '+QURCCFG': () => ok(),
      '+QINDCFG': () => ok(),
    };
  }
  return {
    '^ICCID': ({ form }) =>
      form === 'read' ? open(() => ok(`^ICCID: ${options.iccid}`))({ name: '', form, args: [] }) : failed,
    '^CPIN': ({ form }) => (form === 'read' ? ok(`^CPIN: ${sim.state},,${sim.pukTries},${sim.pinTries},10,3`) : failed),
  };
}

/** The error of a command that wants an open SIM. */
export function locked({ sim }: ModemParts): Answer {
  return cme(sim.state === 'SIM PUK' ? CME.pukRequired : CME.pinRequired);
}

function opened({ options, show, incoming }: ModemParts): void {
  show(options.vendor === 'quectel' ? '+CPIN: READY' : '^SIMST: 1');
  incoming.pump();
}
