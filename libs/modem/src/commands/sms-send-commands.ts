import { PduError } from '@signalbox/codec/pdu-error';
import type { EncodedPdu } from '@signalbox/codec/pdu-octets';
import { decodeSubmit, encodeSubmits, type Submit } from '@signalbox/codec/pdu-submit';
import { type Answer, cms, CMS, nothing, ok } from '../answer.js';
import type { AtCommand } from '../command-line.js';
import { type CommandTable, type Handler, type ModemParts, numberIn, storeOf } from '../modem-parts.js';
import { submitOfText } from '../text-mode.js';

/** A TPDU has 164 octets at most, TS 27.005 4.3. */
const MAX_TPDU = 200;
/** What the network routes; to anything else it says "unidentified subscriber" (TS 24.011 E.2). */
const ROUTABLE = /^(\+\d{1,20}|[\d*#]{1,20})$/;
const UNIDENTIFIED = 28;

/** Sending: AT+CMGS, AT+CMGW, AT+CMSS (TS 27.005 3.5 and 4). */
export function smsSendCommands(parts: ModemParts): CommandTable {
  return {
    '+CMGS': typed(parts, (submit) => send(parts, submit, '+CMGS')),
    '+CMGW': typed(parts, (_, pdu) => write(parts, pdu)),
    '+CMSS': sendStored(parts),
  };
}

type Take = (submit: Submit, pdu: EncodedPdu) => Answer;

/** A command that asks for a message by the prompt. */
function typed(parts: ModemParts, take: Take): Handler {
  return (command) => {
    if (command.form === 'test') return ok();
    const { textMode } = parts.settings;
    if (command.form !== 'set' && !(textMode && command.name === '+CMGW')) return cms(CMS.notSupported);
    return textMode ? typedText(parts, command, take) : typedPdu(command, take);
  };
}

function typedText(parts: ModemParts, { args, name }: AtCommand, take: Take): Answer {
  const [number = ''] = args;
  if (number === '' && name === '+CMGS') return cms(CMS.invalidText);
  const then = (text: string | null): Answer => {
    if (text === null) return ok();
    try {
      const submit = submitOfText(number, text, parts.settings);
      const [pdu] = encodeSubmits({ to: submit.to.number, text: submit.text ?? '', reference: 0 });
      return pdu ? take(submit, pdu) : cms(CMS.invalidText);
    } catch (error) {
      return refused(error, CMS.invalidText);
    }
  };
  return { type: 'prompt', then };
}

function typedPdu({ args }: AtCommand, take: Take): Answer {
  const length = numberIn(args[0], 1, MAX_TPDU, -1);
  if (length === null || length < 0) return cms(CMS.invalidPdu);
  const then = (text: string | null): Answer => {
    if (text === null) return ok();
    const pdu = text.replace(/\s/g, '').toUpperCase();
    const smscOctets = 1 + Number.parseInt(pdu.slice(0, 2), 16);
    if (pdu.length / 2 - smscOctets !== length) return cms(CMS.invalidPdu);
    try {
      return take(decodeSubmit(pdu), { pdu, tpduLength: length });
    } catch (error) {
      return refused(error, CMS.invalidPdu);
    }
  };
  return { type: 'prompt', then };
}

/** A PDU that makes no sense is the terminal's mistake; anything else would be ours. */
function refused(error: unknown, code: number): Answer {
  if (error instanceof PduError) return cms(code);
  throw error;
}

function send(parts: ModemParts, submit: Submit, name: string): Answer {
  const { radio, submissions, faults } = parts;
  if (!radio.isRegistered) return cms(CMS.noNetwork);
  if (!ROUTABLE.test(submit.to.number)) return cms(UNIDENTIFIED);
  const drop = faults.strike('drop');
  if (drop !== 'before') {
    const code = submissions.refusal(submit.to.number);
    if (code !== null && drop === undefined) return cms(code);
    const reference = submissions.take(submit);
    if (drop === undefined) return ok(`${name}: ${reference}`);
  }
  parts.drop();
  return nothing;
}

function write(parts: ModemParts, pdu: EncodedPdu): Answer {
  const { stores, settings } = parts;
  const index = storeOf(stores, settings.memories[1]).add(pdu, 2);
  return index === null ? cms(CMS.memoryFull) : ok(`+CMGW: ${index}`);
}

function sendStored(parts: ModemParts): Handler {
  return ({ form, args }) => {
    if (form === 'test') return ok();
    const index = numberIn(args[0], 0, 999, -1);
    const { stores, settings } = parts;
    const message = index === null ? undefined : storeOf(stores, settings.memories[1]).get(index);
    if (!message || message.status < 2) return cms(CMS.invalidIndex);
    const answer = send(parts, decodeSubmit(message.pdu), '+CMSS');
    if (answer.type === 'ok') message.status = 3;
    return answer;
  };
}
