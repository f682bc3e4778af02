import type { SearchHit } from '@signalbox/contracts/office/search';
import type { IconName } from '../core/icons';
import type { Room } from '../core/rooms';

/** Something that was looked for, and where it is. */
export interface Find {
  /** Tells it from the others. */
  key: string;
  icon: IconName;
  label: string;
  hint: string;
  link: readonly (string | number)[];
}

const KINDS: Record<SearchHit['kind'], { icon: IconName; room: string }> = {
  customer: { icon: 'people', room: '/customers' },
  invoice: { icon: 'invoice', room: '/invoices' },
  ticket: { icon: 'ticket', room: '/tickets' },
};

export const findOf = ({ kind, id, number, name, phone }: SearchHit): Find => ({
  key: `${kind} ${id}`,
  icon: KINDS[kind].icon,
  label: kind === 'invoice' ? (number ?? `Draft ${id}`) : name,
  hint: (kind === 'invoice' ? [name] : [number, phone]).filter(Boolean).join(' · '),
  link: [KINDS[kind].room, id],
});

/** The rooms whose name has the words in it. */
export const roomsNamed = (rooms: readonly Room[], words: string): Find[] =>
  rooms
    .filter(({ label }) => words !== '' && label.toLowerCase().includes(words.toLowerCase()))
    .map(({ path, label, icon }) => ({ key: `room ${path}`, icon, label, hint: 'Room', link: [`/${path}`] }));
