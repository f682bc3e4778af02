import type { ChannelState } from '@signalbox/contracts/bus';
import type { HttpChannel } from '@signalbox/contracts/providers';
import type { Profile } from './profile.js';

/** An account as its worker announces it. @param profile null when its settings are none that it could be made of */
export function channelStateOf(
  key: string,
  { sender, rate_per_minute, daily_cap, window }: HttpChannel,
  profile: Profile | null,
  trouble: string | null,
): ChannelState {
  const unknown = { number: null, iccid: null, signal: null, registration: null, imei: null, imsi: null };
  const known = { key, kind: 'provider', driver: 'http', sender, operator: profile?.label ?? null } as const;
  const shown = trouble ?? profile?.flaw ?? null;
  return { ...known, online: trouble === null, trouble: shown, ...unknown, rate_per_minute, daily_cap, window };
}
