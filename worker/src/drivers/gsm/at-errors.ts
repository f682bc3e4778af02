/**
 * What an error of a modem means for a message: `temporary` may be tried again, `permanent` never succeeds, `sim` is
 * about the SIM card, whatever the message, `unknown` leaves open whether the network has it.
 */
export type AtFailure = 'temporary' | 'permanent' | 'sim' | 'unknown';
export type AtErrorKind = 'cms' | 'cme' | 'plain';

type Meaning = readonly [failure: AtFailure, words: string];

/** +CMS ERROR, 3GPP TS 27.005 3.2.5: 0-127 are RP causes of TS 24.011 E.2, 128-255 TP-FCS of TS 23.040 9.2.3.22. */
const CMS: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [1, ['permanent', 'unassigned number']],
  [8, ['permanent', 'operator determined barring']],
  [10, ['permanent', 'call barred']],
  [21, ['permanent', 'short message transfer rejected']],
  [27, ['temporary', 'destination out of service']],
  [28, ['permanent', 'unidentified subscriber']],
  [29, ['permanent', 'facility rejected']],
  [30, ['permanent', 'unknown subscriber']],
  [38, ['temporary', 'network out of order']],
  [41, ['temporary', 'temporary failure']],
  [42, ['temporary', 'congestion']],
  [47, ['temporary', 'resources unavailable']],
  [50, ['permanent', 'requested facility not subscribed']],
  [69, ['permanent', 'requested facility not implemented']],
  [81, ['temporary', 'invalid short message transfer reference value']],
  [95, ['permanent', 'semantically incorrect message']],
  [96, ['permanent', 'invalid mandatory information']],
  [97, ['permanent', 'message type non-existent or not implemented']],
  [98, ['temporary', 'message not compatible with the protocol state']],
  [99, ['permanent', 'information element non-existent or not implemented']],
  [111, ['temporary', 'protocol error']],
  [127, ['temporary', 'interworking error']],
  [128, ['permanent', 'telematic interworking not supported']],
  [144, ['permanent', 'alphabet not supported']],
  [145, ['permanent', 'message class not supported']],
  [159, ['permanent', 'data coding error']],
  [176, ['permanent', 'TPDU not supported']],
  [192, ['temporary', 'service centre busy']],
  [193, ['permanent', 'no service centre subscription']],
  [194, ['temporary', 'service centre failure']],
  [195, ['permanent', 'invalid address']],
  [196, ['permanent', 'destination barred']],
  [197, ['permanent', 'duplicate message rejected']],
  [198, ['permanent', 'validity period format not supported']],
  [199, ['permanent', 'validity period not supported']],
  [208, ['temporary', 'SIM storage full']],
  [210, ['temporary', 'error in the modem']],
  [211, ['temporary', 'memory capacity exceeded']],
  [212, ['temporary', 'SIM application toolkit busy']],
  [300, ['temporary', 'modem failure']],
  [301, ['temporary', 'SMS service of the modem reserved']],
  [302, ['temporary', 'operation not allowed']],
  [303, ['permanent', 'operation not supported']],
  [304, ['permanent', 'invalid PDU']],
  [305, ['permanent', 'invalid parameter']],
  [310, ['sim', 'no SIM card in the modem']],
  [311, ['sim', 'the SIM card asks for its PIN']],
  [312, ['sim', 'the modem is locked to another SIM card']],
  [313, ['sim', 'SIM failure']],
  [314, ['temporary', 'SIM busy']],
  [315, ['sim', 'wrong SIM card']],
  [316, ['sim', 'the SIM card asks for its PUK']],
  [317, ['sim', 'the SIM card asks for its PIN2']],
  [318, ['sim', 'the SIM card asks for its PUK2']],
  [320, ['temporary', 'memory failure']],
  [321, ['temporary', 'invalid memory index']],
  [322, ['temporary', 'memory full']],
  [330, ['sim', 'the SIM card has no service centre number']],
  [331, ['temporary', 'no network service']],
  // The message went out and no acknowledgement came back: the network may have it.
  [332, ['unknown', 'network time-out']],
  [340, ['temporary', 'no acknowledgement expected']],
  [500, ['temporary', 'unknown error']],
]);

/** +CME ERROR, TS 27.007 9.2. */
const CME: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [3, ['temporary', 'operation not allowed']],
  [4, ['permanent', 'operation not supported']],
  [5, ['sim', 'the modem is locked to another SIM card']],
  [10, ['sim', 'no SIM card in the modem']],
  [11, ['sim', 'the SIM card asks for its PIN']],
  [12, ['sim', 'the SIM card asks for its PUK']],
  [13, ['sim', 'SIM failure']],
  [14, ['temporary', 'SIM busy']],
  [15, ['sim', 'wrong SIM card']],
  [16, ['sim', 'incorrect password']],
  [17, ['sim', 'the SIM card asks for its PIN2']],
  [18, ['sim', 'the SIM card asks for its PUK2']],
  [20, ['temporary', 'memory full']],
  [30, ['temporary', 'no network service']],
  [31, ['unknown', 'network time-out']],
  [32, ['sim', 'the network allows emergency calls only']],
  [50, ['permanent', 'incorrect parameters']],
  [100, ['temporary', 'unknown error']],
]);

/** What a modem answered instead of OK. */
export class AtError extends Error {
  readonly failure: AtFailure;

  /** @param code null when the modem told none, or words in its place. */
  constructor(
    readonly kind: AtErrorKind,
    readonly code: number | null,
  ) {
    const [failure, words] = meaningOf(kind, code);
    super(kind === 'plain' ? words : `${words} (+${kind.toUpperCase()} ERROR ${code ?? 'without a number'})`);
    this.failure = failure;
  }

  /** Whether it is one of these +CME codes. */
  isCme(...codes: number[]): boolean {
    return this.kind === 'cme' && this.code !== null && codes.includes(this.code);
  }
}

/** No answer in time. `message` names the command, never its parameters: one is the PIN. */
export class AtTimeout extends Error {
  constructor(command: string) {
    super(`no answer to ${commandName(command)}`);
  }
}

/** The line is gone. */
export class LineClosed extends Error {
  constructor(reason = 'the line to the modem closed') {
    super(reason);
  }
}

/** `AT+CPIN="1234"` is `AT+CPIN`. */
export const commandName = (command: string): string => /^AT[+^$*%]?[A-Z]*/i.exec(command)?.[0] ?? 'AT';

/** An error line of a modem; null when the line is none. */
export function atErrorOf(line: string): AtError | null {
  const found = /^\+CM([SE]) ERROR:\s*(.*)$/.exec(line);
  if (found) {
    const [, letter, value = ''] = found;
    return new AtError(letter === 'S' ? 'cms' : 'cme', /^\d{1,5}$/.test(value) ? Number(value) : null);
  }
  return /^(ERROR|COMMAND NOT SUPPORT|TOO MANY PARAMETERS)\b/.test(line) ? new AtError('plain', null) : null;
}

/** What is not in the tables, makers' own codes above all, may succeed another time. */
function meaningOf(kind: AtErrorKind, code: number | null): Meaning {
  if (kind === 'plain') return ['temporary', 'the modem answered ERROR'];
  const known = code === null ? undefined : (kind === 'cms' ? CMS : CME).get(code);
  if (known) return known;
  // TP-FCS of the network: 143 to 175 are about fields of the message.
  if (kind === 'cms' && code !== null && code >= 129 && code < 192) return ['permanent', 'message refused'];
  return ['temporary', 'unknown error'];
}
