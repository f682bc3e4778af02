/** What the network answers to a USSD code. `{number}` in the text is the SIM's own. */
export interface UssdReply {
  text: string;
  /** UCS-2 (dcs 72) instead of the 7 bit alphabet (dcs 15). */
  ucs2?: boolean;
  /** The session stays open for one of these; anything else ends it. */
  menu?: Readonly<Record<string, UssdReply>>;
}

const BALANCE: UssdReply = { text: 'Your balance is KES 123.45. Expires on 31/12/2030.' };
const NUMBER: UssdReply = { text: 'Your number is {number}.' };

export const DEFAULT_USSD: Readonly<Record<string, UssdReply>> = {
  '*144#': BALANCE,
  '*100#': NUMBER,
  '*145#': { text: 'Ваш баланс: 123,45 KES', ucs2: true },
  '*111#': {
    text: '1. Balance\n2. My number\n0. Exit',
    menu: { '1': BALANCE, '2': NUMBER, '0': { text: 'Goodbye.' } },
  },
};
