import { barePdu } from './bare-pdu.js';
import { registrationUrcs } from './commands/network-commands.js';
import type { Faults } from './faults.js';
import { Incoming, type IncomingItem } from './incoming.js';
import { MessageStore } from './message-store.js';
import type { ModemOptions } from './modem-options.js';
import { type ModemParts, storeOf } from './modem-parts.js';
import { Radio } from './radio.js';
import { freshSettings, type Settings } from './settings.js';
import { Sim } from './sim.js';
import { type SentMessage, type SentReport, Submissions } from './submissions.js';
import { shownInText } from './text-mode.js';
import { UssdSession } from './ussd-session.js';
import { VENDORS } from './vendors.js';

/** What the parts ask of the modem around them. */
export interface Wires {
  show(text: string): void;
  isAttached(): boolean;
  restart(): void;
  drop(): void;
  sent(message: SentMessage): void;
  report(report: SentReport): void;
}

/** `+CMT` or `+CDS`; what is no PDU is shown as it came, also in text mode. */
function shown({ kind, pdu, tpduLength }: IncomingItem, { textMode, characterSet }: Settings): string {
  const plain = kind === 'message' ? `+CMT: ,${tpduLength}\r\n${pdu}` : `+CDS: ${tpduLength}\r\n${pdu}`;
  if (!textMode) return plain;
  try {
    return shownInText(pdu, characterSet);
  } catch {
    return plain;
  }
}

/** The storages, broken while the fault says so. */
function makeStores({ capacity }: ModemOptions, faults: Faults): Record<string, MessageStore> {
  const isBroken = (): boolean => faults.has('full-storage');
  return {
    ME: new MessageStore(capacity.ME, 0, isBroken),
    SM: new MessageStore(capacity.SM, 1, isBroken),
    SR: new MessageStore(capacity.SR, 1, isBroken),
  };
}

/** Puts a modem together: SIM, radio, storages, and the ways in and out. */
export function assembleModem(options: ModemOptions, faults: Faults, wires: Wires): ModemParts {
  const vendor = VENDORS[options.vendor];
  const settings = freshSettings(options.vendor);
  const stores = makeStores(options, faults);
  const { show } = wires;
  const sim = new Sim(options.pin, options.puk);
  const radio = new Radio(
    () => sim.state === 'READY',
    () => {
      for (const urc of registrationUrcs(settings, radio)) show(urc);
      incoming.pump();
    },
  );
  const incoming = new Incoming(
    {
      settings,
      store: (name) => storeOf(stores, name),
      reportMemory: () => (options.reportMemory === 'SR' ? 'SR' : settings.memories[2]),
      isRegistered: () => radio.isRegistered,
      isAttached: () => wires.isAttached() && settings.isToldHere,
      isToldHere: () => settings.isToldHere,
      show,
      memoryFull: (memory) => show(vendor.memoryFull(memory)),
      shown: (item) => shown({ ...item, pdu: faults.has('bare-pdu') ? barePdu(item) : item.pdu }, settings),
    },
    options.acknowledgeMs,
  );
  const submissions = new Submissions(options, faults, {
    sent: (message) => wires.sent(message),
    report: (report, pdu) => {
      wires.report(report);
      incoming.add({ ...pdu, kind: 'report', messageClass: null });
    },
  });
  const ussd = new UssdSession(options, settings, show);
  const { restart, drop } = wires;
  const call = { from: null };
  return {
    options,
    vendor,
    settings,
    faults,
    sim,
    radio,
    stores,
    incoming,
    submissions,
    ussd,
    call,
    show,
    restart,
    drop,
  };
}
