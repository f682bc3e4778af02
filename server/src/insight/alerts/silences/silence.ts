import type { SILENCE_STATES } from '@signalbox/contracts/alert-channels';

/** Alerts with these labels are told to nobody, from a time to another; epoch milliseconds. */
export interface Silence {
  id: number;
  matchers: Readonly<Record<string, string>>;
  reason: string;
  startsAt: number;
  endsAt: number;
  /** The account that made it; null for a chat's. */
  userId: number | null;
  /** Who that is, as people know it. */
  by: string | null;
  createdAt: number;
}

export type SilenceState = (typeof SILENCE_STATES)[number];

export const stateOf = ({ startsAt, endsAt }: Pick<Silence, 'startsAt' | 'endsAt'>, now: number): SilenceState =>
  endsAt <= now ? 'ended' : startsAt > now ? 'waiting' : 'active';
