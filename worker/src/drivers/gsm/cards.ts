import type { ChannelState } from '@signalbox/contracts/bus';
import { type CardContext, type CardHolder, SimCard } from './sim-card.js';

/** The SIM card is in use over another port of the same modem. */
export class Elsewhere extends Error {}

/** The SIM cards of a worker, by ICCID. */
export class Cards {
  private readonly cards = new Map<string, SimCard>();

  constructor(private readonly context: CardContext) {}

  /** One that was never seen is awaited. */
  of(iccid: string): SimCard {
    const known = this.cards.get(iccid);
    if (known) return known;
    const card = new SimCard(iccid, this.context);
    this.cards.set(iccid, card);
    return card;
  }

  find(iccid: string): SimCard | undefined {
    return this.cards.get(iccid);
  }

  channels(): ChannelState[] {
    return [...this.cards.values()].filter(({ isSeen }) => isSeen).map((card) => card.state());
  }

  /**
   * A modem found a SIM card. One that another modem had has moved; but two ports of one modem (the same IMEI) show the
   * same SIM card, and the first that answers keeps it.
   * @throws Elsewhere
   */
  async claim(iccid: string, holder: CardHolder): Promise<SimCard> {
    const card = this.of(iccid);
    const before = card.heldBy;
    if (before === null || before === holder) return card;
    const isSameModem = before.imei === holder.imei;
    if (isSameModem && (await before.answers())) {
      throw new Elsewhere('its SIM card is in use over another port of the same modem');
    }
    if (card.heldBy === before) {
      card.lose(before, 'the SIM card moves to another modem', true);
      before.release();
    }
    return card;
  }

  stop(): void {
    for (const card of this.cards.values()) card.stop();
  }
}
