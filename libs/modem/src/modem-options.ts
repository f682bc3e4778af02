import { DEFAULT_USSD, type UssdReply } from './ussd-replies.js';

export type VendorName = 'quectel' | 'huawei';

/** A modem and its SIM, as it is made. */
export interface ModemOptions {
  vendor: VendorName;
  /** The SIM's own number, E.164. */
  number: string;
  /** Whether AT+CNUM knows it; many SIMs do not. */
  numberOnSim: boolean;
  imei: string;
  imsi: string;
  iccid: string;
  /** null: the SIM asks for none. */
  pin: string | null;
  puk: string;
  operator: string;
  /** MCC and MNC. */
  operatorCode: string;
  /** The service centre's number on the SIM. */
  smsc: string;
  /** From the submission to its status report. */
  reportDelayMs: number;
  /** Before each answer. */
  latencyMs: number;
  /** How long AT+CFUN=1,1 takes. */
  rebootMs: number;
  /** How long +CMT and +CDS wait for AT+CNMA (with AT+CSMS=1). */
  acknowledgeMs: number;
  /** How many messages each storage takes. */
  capacity: { ME: number; SM: number; SR: number };
  /** Where status reports are stored (AT+CNMI=…,2): with the messages, or in a storage of their own. */
  reportMemory: 'with messages' | 'SR';
  /** What AT+CNMI takes for <mt> and <ds>; modems differ. */
  indications: { mt: readonly number[]; ds: readonly number[] };
  /** What the network answers to USSD codes. */
  ussd: Readonly<Record<string, UssdReply>>;
  /** USSD strings with dcs 15 are packed septets in hexadecimal, both ways, as many Huawei modems want them. */
  ussdPacked: boolean;
  /** How many submissions and reports are remembered. */
  remembered: number;
}

/** Luhn's check digit, ISO/IEC 7812-1 annex B. */
function checkDigit(digits: string): number {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return (10 - (sum % 10)) % 10;
}

/** A number with something added, as many digits as it had. */
const plus = (digits: string, count: number): string =>
  (BigInt(digits) + BigInt(count)).toString().padStart(digits.length, '0').slice(-digits.length);

const checked = (digits: string, count: number): string => {
  const body = plus(digits.slice(0, -1), count);
  return body + checkDigit(body);
};

const FIRST = {
  number: '+254700000001',
  imei: '867698040000013',
  imsi: '639020000000001',
  iccid: '89254020000000000011',
};

/**
 * All options of the modem with this index, 0 first. Number, IMEI, IMSI and ICCID count up from those given or from
 * defaults; the last digit of IMEI and ICCID is right for the others.
 */
export function modemOptions(given: Partial<ModemOptions> = {}, index = 0): ModemOptions {
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const { number, imei, imsi, iccid } = { ...FIRST, ...known };
  return {
    vendor: 'quectel',
    numberOnSim: true,
    pin: null,
    puk: '12345678',
    operator: 'Safaricom',
    operatorCode: '63902',
    smsc: '+254722500029',
    reportDelayMs: 1000,
    latencyMs: 0,
    rebootMs: 300,
    acknowledgeMs: 15_000,
    capacity: { ME: 100, SM: 30, SR: 30 },
    reportMemory: 'with messages',
    indications: { mt: [0, 1, 2, 3], ds: [0, 1, 2] },
    ussd: DEFAULT_USSD,
    ussdPacked: false,
    remembered: 100_000,
    ...known,
    number: index === 0 ? number : `+${plus(number.replace(/^\+/, ''), index)}`,
    imei: index === 0 ? imei : checked(imei, index),
    imsi: plus(imsi, index),
    iccid: index === 0 ? iccid : checked(iccid, index),
  };
}
