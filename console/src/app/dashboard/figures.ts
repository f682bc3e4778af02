import type { Params } from '@angular/router';
import type { StatsSummary } from '@signalbox/contracts/stats';
import type { IconName } from '../core/icons';
import { countText, tenthText } from '../ui/count';
import type { Card, Figure } from '../ui/stat-card';
import type { Tone } from '../ui/status';

export interface Rates {
  accepted: string;
  delivered: string;
}

const outbox = (text: string, query: Params = {}): Figure => ({ text, link: '/outbox', query });
const inbox = (text: string, query: Params = {}): Figure => ({ text, link: '/inbox', query });

const shareOf = (part: number, whole: number): string =>
  whole === 0 ? 'of none' : `${tenthText((100 * part) / whole)} %`;

function presenceTone(presence: { total: number; online: number } | undefined): Tone {
  if (presence === undefined) return 'neutral';
  return presence.online < presence.total ? 'unsure' : 'done';
}

/** The dashboard's cards. Without a summary they are there, and know nothing. */
export function cardsOf(summary: StatsSummary | null, rates: Rates): Card[] {
  const known = (figures: (known: StatsSummary) => Figure[]): Figure[] => (summary === null ? [] : figures(summary));
  const count = (value: (known: StatsSummary) => number): string => countText(summary && value(summary));
  const accepted = ({ today }: StatsSummary) =>
    outbox(`of ${countText(today.outbound)} accepted today`, { period: 'today' });
  const online = (
    [label, icon, link]: [string, IconName, string],
    presence: (known: StatsSummary) => { total: number; online: number },
  ): Card => ({
    label,
    icon,
    tone: presenceTone(summary === null ? undefined : presence(summary)),
    figure: { text: count((known) => presence(known).online), link, query: { state: 'online' } },
    notes: known((all) => [{ text: `of ${countText(presence(all).total)}`, link }]),
  });
  return [
    {
      label: 'Messages a second',
      icon: 'pulse',
      tone: 'moving',
      figure: outbox(rates.accepted, { period: 'hour' }),
      notes: known(() => [{ text: `${rates.delivered} delivered a second` }]),
    },
    {
      label: 'Waiting',
      icon: 'clock',
      tone: 'waiting',
      figure: outbox(
        count(({ by_status: by }) => by.queued + by.scheduled),
        { status: 'waiting' },
      ),
      notes: known(({ by_status: by }) => [
        outbox(`${countText(by.queued)} queued`, { status: 'queued' }),
        outbox(`${countText(by.scheduled)} scheduled`, { status: 'scheduled' }),
      ]),
      hint: summary === null ? '' : lanesOf(summary),
    },
    {
      label: 'In flight',
      icon: 'send',
      tone: 'moving',
      figure: outbox(
        count(({ by_status: by }) => by.dispatched + by.sent),
        { status: 'in-flight' },
      ),
      notes: known(({ by_status: by }) => [
        outbox(`${countText(by.dispatched)} at workers`, { status: 'dispatched' }),
        outbox(`${countText(by.sent)} await report`, { status: 'sent' }),
      ]),
    },
    {
      label: 'Delivered today',
      icon: 'check',
      tone: 'done',
      figure: outbox(
        count(({ today }) => today.delivered),
        { status: 'delivered', reached: 'today' },
      ),
      notes: known((all) => [{ text: shareOf(all.today.delivered, all.today.outbound) }, accepted(all)]),
    },
    {
      label: 'Failed today',
      icon: 'alert',
      tone: summary !== null && summary.today.failed > 0 ? 'bad' : 'neutral',
      figure: outbox(
        count(({ today }) => today.failed),
        { status: 'came-to-nothing', reached: 'today' },
      ),
      notes: known((all) => [{ text: shareOf(all.today.failed, all.today.outbound) }, accepted(all)]),
      hint: 'Failed, undelivered, expired and uncertain; one that was sent again since is not in the list any more.',
    },
    {
      label: 'Received today',
      icon: 'inbox',
      tone: 'incoming',
      figure: inbox(
        count(({ today }) => today.inbound),
        { period: 'today' },
      ),
      notes: known(({ inbound }) => [inbox(`${countText(inbound)} in all`)]),
    },
    online(['SIM cards online', 'sim', '/sim-cards'], ({ sim_cards: sims }) => sims),
    online(['Providers online', 'provider', '/providers'], ({ providers }) => providers),
    online(['Workers online', 'worker', '/workers'], ({ workers }) => workers),
  ];
}

const lanesOf = ({ queue: { urgent, normal, bulk } }: StatsSummary): string =>
  `${countText(urgent)} urgent, ${countText(normal)} normal, ${countText(bulk)} bulk`;
