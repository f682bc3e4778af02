import { type Delivery, TLV } from './pdu.js';

/** A delivery report: of which message, and what became of it. */
export interface Report {
  /** As the SMSC wrote it; parameter and text may have it in different ways. */
  ids: string[];
  /** `waiting` is no end: another report will come. */
  outcome: 'delivered' | 'undelivered' | 'waiting';
  /** Why not, in words. */
  words: string;
  /** Both addresses in it: one is the recipient's. */
  addresses: string[];
}

/** Bits 5 to 2 of esm_class, 5.2.12. */
const MESSAGE_TYPE = 0x3c;
const RECEIPT = 0x04;
const INTERMEDIATE = 0x20;

type State = [outcome: Report['outcome'], words: string];

const WAITING: State = ['waiting', 'the SMSC still tries'];
const STATES: Record<string, State> = {
  ENROUTE: WAITING,
  // The standard has it as "read by customer service"; in the field it means that the SMSC took it.
  ACCEPTD: WAITING,
  DELIVRD: ['delivered', 'delivered'],
  EXPIRED: ['undelivered', 'the validity has passed'],
  DELETED: ['undelivered', 'deleted by the SMSC'],
  UNDELIV: ['undelivered', 'undeliverable'],
  UNKNOWN: ['undelivered', 'the SMSC does not know what became of it'],
  REJECTD: ['undelivered', 'rejected'],
  SKIPPED: ['undelivered', 'skipped by the SMSC'],
};
/** message_state, 5.2.28, by its number. */
const BY_NUMBER = [
  '',
  'ENROUTE',
  'DELIVRD',
  'EXPIRED',
  'DELETED',
  'UNDELIV',
  'ACCEPTD',
  'UNKNOWN',
  'REJECTD',
  'SKIPPED',
];

const cStringIn = (value: Buffer | undefined): string => value?.toString('latin1').split('\0')[0]?.trim() ?? '';
const field = (text: string, name: string): string =>
  new RegExp(`(?:^|\\s)${name}:\\s*([^\\s]+)`, 'i').exec(text)?.[1] ?? '';

/**
 * The report in a delivery; null when it is a message. By esm_class, or for SMSCs that leave that out by its optional
 * parameters; never by its text alone, which a subscriber could write. Id and state are in the optional parameters or in
 * the text that appendix B shows.
 */
export function reportIn({ esmClass, payload, tlvs, source, destination }: Delivery): Report | null {
  const type = esmClass & MESSAGE_TYPE;
  const inTlv = cStringIn(tlvs.get(TLV.receipted_message_id));
  const number = tlvs.get(TLV.message_state)?.[0];
  const isReport = type === RECEIPT || type === INTERMEDIATE || (inTlv !== '' && number !== undefined);
  if (!isReport) return null;
  // What follows "text:" is the message's own.
  const text = payload.toString('latin1').split(/\stext:/i)[0] ?? '';
  const name = (number !== undefined && BY_NUMBER[number]) || field(text, 'stat').toUpperCase().slice(0, 7);
  const [outcome, words]: State = STATES[name] ?? ['waiting', `state ${name}`];
  const error = field(text, 'err');
  const detail = error === '' || /^0+$/.test(error) ? '' : ` (error ${error.slice(0, 20)})`;
  const addresses = [source.address, destination];
  const ids = [...new Set([inTlv, field(text, 'id')])].filter(Boolean);
  return { ids, outcome, words: `${words}${detail}`, addresses };
}
