import { type Delivery, payloadOf, TLV } from './pdu.js';
import { fieldIn, headOf, looksLikeReport, reportText } from './report-text.js';
import { type OwnWords, type ReportOutcome, type State, stateOf, wordOfNumber } from './report-words.js';

/** A delivery report: of which message, and what became of it. */
export interface Report {
  /** As the SMSC wrote it; parameter and text may have it in different ways. */
  ids: string[];
  /** `waiting` is no end: another report will come. Neither is `unknown`, which people are shown. */
  outcome: ReportOutcome;
  /** Why not, in words. */
  words: string;
  /** Both addresses in it: one is the recipient's, unless the SMSC masks it or leaves it out. */
  addresses: string[];
}

/** What of an account's settings says how its reports are read. */
export interface ReportReading extends OwnWords {
  /** Whether what looks like a report is one, although neither esm_class nor parameters say so. */
  unmarked_reports?: boolean | undefined;
}

/** Bits 5 to 2 of esm_class, 5.2.12. */
const MESSAGE_TYPE = 0x3c;
const RECEIPT = 0x04;
const INTERMEDIATE = 0x20;

/** The state in a text: several words together, "NOT DELIVERED", are another one than the first of them. */
function stateIn(head: string, reading: ReportReading): State {
  const whole = stateOf(fieldIn(head, 'phrase'), reading);
  if (whole[0] !== 'unknown') return whole;
  const first = stateOf(fieldIn(head, 'stat'), reading);
  return first[0] === 'unknown' ? whole : first;
}

/** By the parameter; by the text where that says nothing that is known. */
function stateBy(number: number | undefined, head: string, reading: ReportReading): State {
  const state = stateOf(wordOfNumber(number), reading);
  if (state[0] !== 'unknown') return state;
  const said = stateIn(head, reading);
  const hasWord = fieldIn(head, 'stat') !== '' || number === undefined;
  return said[0] === 'unknown' && !hasWord ? state : said;
}

/** Of one octet by the standard; some write more. */
const integerIn = (value: Buffer | undefined): number | undefined =>
  value === undefined || value.length === 0 ? undefined : value.readUIntBE(0, Math.min(value.length, 6));

const cStringIn = (value: Buffer | undefined): string => value?.toString('latin1').split('\0')[0]?.trim() ?? '';

/**
 * The report in a delivery; null when it is a message. By esm_class, or for SMSCs that leave that out by its optional
 * parameters; by its text alone, which a subscriber could write, only where the account says so. Id and state are in the
 * optional parameters or in the text that appendix B shows.
 */
export function reportIn(delivery: Delivery, reading: ReportReading = {}): Report | null {
  const { esmClass, tlvs, source, destination } = delivery;
  const type = esmClass & MESSAGE_TYPE;
  const inTlv = cStringIn(tlvs.get(TLV.receipted_message_id));
  const number = integerIn(tlvs.get(TLV.message_state));
  const isMarked = type === RECEIPT || type === INTERMEDIATE || (inTlv !== '' && number !== undefined);
  if (!isMarked && reading.unmarked_reports !== true) return null;
  const head = headOf(reportText(payloadOf(delivery)));
  if (!isMarked && !looksLikeReport(head)) return null;
  const [outcome, words] = stateBy(number, head, reading);
  const error = fieldIn(head, 'err');
  const detail = error === '' || /^0+$/.test(error) ? '' : ` (error ${error.slice(0, 20)})`;
  const ids = [...new Set([inTlv, fieldIn(head, 'id')])].filter(Boolean);
  return { ids, outcome, words: `${words}${detail}`, addresses: [source.address, destination] };
}
