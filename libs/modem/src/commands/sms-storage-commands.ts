import { barePdu } from '../bare-pdu.js';
import { type Answer, cms, CMS, ok } from '../answer.js';
import { type MessageStore, STATUS_WORDS, type StoredMessage } from '../message-store.js';
import { type CommandTable, type Handler, type ModemParts, numberIn, storeOf } from '../modem-parts.js';
import { storedInText } from '../text-mode.js';

const ALL = 4;

/** Stored messages: AT+CMGL, AT+CMGR, AT+CMGD, AT+CNMA (TS 27.005 3.4 and 4). */
export function smsStorageCommands(parts: ModemParts): CommandTable {
  return {
    '+CMGL': list(parts),
    '+CMGR': read(parts),
    '+CMGD': remove(parts),
    '+CNMA': acknowledge(parts),
  };
}

const readStore = ({ stores, settings }: ModemParts): MessageStore => storeOf(stores, settings.memories[0]);

/** A message as the mode shows it, behind its `+CMGR: ` or `+CMGL: <index>,`. */
function shown(parts: ModemParts, message: StoredMessage): string {
  const { textMode, characterSet } = parts.settings;
  if (!textMode) {
    const pdu = parts.faults.has('bare-pdu') ? barePdu(message) : message.pdu;
    return `${message.status},,${message.tpduLength}\r\n${pdu}`;
  }
  try {
    return storedInText(message, characterSet);
  } catch {
    return `"${STATUS_WORDS[message.status]}","",,\r\n${message.pdu}`;
  }
}

/** What was shown is read from now on. */
function markRead(message: StoredMessage): void {
  if (message.status === 0) message.status = 1;
}

/** <stat>: a number in PDU mode, a word in text mode; null when it is neither. */
function statusOf(text: string | undefined, textMode: boolean): number | null {
  if (!textMode) return numberIn(text, 0, ALL, 0);
  if (text === undefined || text === '') return 0;
  if (text.toUpperCase() === 'ALL') return ALL;
  const index = STATUS_WORDS.findIndex((word) => word === text.toUpperCase());
  return index < 0 ? null : index;
}

function list(parts: ModemParts): Handler {
  return ({ form, args }) => {
    const { textMode } = parts.settings;
    if (form === 'test') {
      return ok(`+CMGL: ${textMode ? `(${[...STATUS_WORDS, 'ALL'].map((word) => `"${word}"`).join(',')})` : '(0-4)'}`);
    }
    const status = statusOf(args[0], textMode);
    if (status === null) return cms(textMode ? CMS.invalidText : CMS.invalidPdu);
    const messages = readStore(parts).list(status === ALL ? undefined : status);
    const lines = messages.map((message) => `+CMGL: ${message.index},${shown(parts, message)}`);
    for (const message of messages) markRead(message);
    return ok(...lines);
  };
}

function read(parts: ModemParts): Handler {
  return ({ form, args }) => {
    if (form === 'test') return ok();
    const store = readStore(parts);
    const index = numberIn(args[0], 0, 999, -1);
    if (index === null || !store.isIndex(index)) return cms(CMS.invalidIndex);
    const message = store.get(index);
    if (!message) return parts.vendor.emptyPlace;
    const line = `+CMGR: ${shown(parts, message)}`;
    markRead(message);
    return ok(line);
  };
}

function remove(parts: ModemParts): Handler {
  return ({ form, args }) => {
    const store = readStore(parts);
    if (form === 'test') return ok(`+CMGD: ${store.range()},(0-4)`);
    const flag = numberIn(args[1], 0, 4, 0);
    const index = numberIn(args[0], 0, 999, -1);
    if (flag === null || index === null) return cms(CMS.notSupported);
    if (flag === 0 && !store.isIndex(index)) return cms(CMS.invalidIndex);
    if (flag === 0) store.delete(index);
    else store.deleteBy(flag);
    return { type: 'ok', lines: [], after: () => parts.incoming.pump() };
  };
}

function acknowledge(parts: ModemParts): Handler {
  const settle = (positive: boolean): Answer => (parts.incoming.acknowledge(positive) ? ok() : cms(CMS.notExpected));
  return ({ form, args }) => {
    if (form === 'test') return ok('+CNMA: (0-2)');
    const how = numberIn(args[0], 0, 2, 0);
    if (how === null) return cms(CMS.notSupported);
    // 0 and 1 say yes, 2 no; with a length a TPDU for the network follows, which nobody reads here.
    if (args[1] === undefined || args[1] === '') return settle(how !== 2);
    return { type: 'prompt', then: (typed) => (typed === null ? ok() : settle(how !== 2)) };
  };
}
