import { decodeGsm7, encodeGsm7, pack, septetsOf, unpack } from '@signalbox/codec/gsm7';
import { hexToOctets, octetsToHex } from '@signalbox/codec/pdu-octets';
import { decodeUcs2, encodeUcs2 } from '@signalbox/codec/pdu-user-data';
import type { ModemOptions } from './modem-options.js';
import type { Settings } from './settings.js';
import type { UssdReply } from './ussd-replies.js';

const ANSWER_MS = 20;
const DCS_GSM7 = 15;
const DCS_UCS2 = 72;

type Options = Pick<ModemOptions, 'ussd' | 'ussdPacked' | 'number'>;

/** USSD dialogues, TS 27.007 7.15 and TS 24.090. */
export class UssdSession {
  private menu: UssdReply['menu'];
  private timer: NodeJS.Timeout | undefined;
  private replies: Readonly<Record<string, UssdReply>>;

  constructor(
    private readonly options: Options,
    private readonly settings: Settings,
    private readonly show: (text: string) => void,
  ) {
    this.replies = options.ussd;
  }

  /** What the network answers to a code from now on. */
  script(code: string, reply: UssdReply): void {
    this.replies = { ...this.replies, [code]: reply };
  }

  /** A code, or an answer to a menu, as AT+CUSD=1 carries it. The network's answer comes unsolicited. */
  send(text: string): void {
    const typed = this.read(text);
    const reply = (this.menu ?? this.replies)[typed];
    const open = this.menu !== undefined;
    this.menu = reply?.menu;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.answer(reply, open), ANSWER_MS);
    this.timer.unref();
  }

  /** AT+CUSD=2, and restarts. */
  cancel(): void {
    clearTimeout(this.timer);
    this.menu = undefined;
  }

  private answer(reply: UssdReply | undefined, open: boolean): void {
    if (!this.settings.ussdShown) return;
    // 2: ended by the network; 4: not supported.
    if (!reply) return this.show(`+CUSD: ${open ? 2 : 4}`);
    const text = reply.text.replaceAll('{number}', this.options.number.replace(/^\+/, ''));
    const ucs2 = reply.ucs2 === true || septetsOf(text) === null;
    this.show(`+CUSD: ${reply.menu ? 1 : 0},"${this.write(text, ucs2)}",${ucs2 ? DCS_UCS2 : DCS_GSM7}`);
  }

  private write(text: string, ucs2: boolean): string {
    if (ucs2) return octetsToHex(encodeUcs2(text));
    const septets = encodeGsm7(text);
    // As they come over the air, whatever AT+CSCS says.
    if (this.options.ussdPacked) return octetsToHex(pack(septets));
    if (this.settings.characterSet === 'UCS2') return octetsToHex(encodeUcs2(text));
    return this.settings.characterSet === 'GSM' ? Buffer.from(septets).toString('latin1') : text;
  }

  private read(text: string): string {
    try {
      if (!this.options.ussdPacked) {
        return this.settings.characterSet === 'UCS2' ? decodeUcs2(hexToOctets(text)) : text;
      }
      const octets = hexToOctets(text);
      // A carriage return fills up what would else be taken for an `@` (TS 23.038 6.1.2.3.1).
      return decodeGsm7(unpack(octets, Math.floor((octets.length * 8) / 7))).replace(/[\r@]$/, '');
    } catch {
      return '';
    }
  }
}
