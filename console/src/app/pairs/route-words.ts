import type { RouteCandidate, RoutePreview } from '@signalbox/contracts/routes';
import { countryName } from '../core/country';
import { pairName } from '../core/pair-directory';
import type { Tone } from '../ui/status';

/** The number's country and pair in a sentence. */
export function destinationOf({ to, country, pair }: RoutePreview): string {
  if (pair?.prefix === '') return `${to} belongs to ${pairName(pair)}, which has what no prefix of its country claims.`;
  if (pair !== null) return `${to} belongs to ${pairName(pair)}: it begins with ${pair.prefix}.`;
  const place = country === null ? 'belongs to no country' : `is a number of ${countryName(country)}`;
  return `${to} ${place}, and no pair has a prefix that it begins with.`;
}

type Named = Pick<RouteCandidate, 'sim_card_id' | 'provider_id' | 'number'> & { label?: string | null };

/** SIM cards and providers are channels: no two have the same id. */
export const channelIdOf = ({ sim_card_id, provider_id }: Pick<Named, 'sim_card_id' | 'provider_id'>): number | null =>
  sim_card_id ?? provider_id;

/** The page of a channel. */
export const linkOf = ({ sim_card_id: sim, provider_id: provider }: Pick<Named, 'sim_card_id' | 'provider_id'>) =>
  provider === null ? ['/sim-cards', sim] : ['/providers', provider];

export const candidateName = ({ sim_card_id: simCard, provider_id: provider, number, label }: Named): string =>
  label ?? number ?? (provider === null ? `SIM ${simCard}` : `Provider ${provider}`);

/** What would happen to a message now, in a sentence; the server's reason is its second half. */
export function choiceOf({ chosen, candidates, reason }: RoutePreview): string {
  if (chosen === null) return `A message would wait: ${reason}.`;
  const candidate = candidates.find((one) => channelIdOf(one) === channelIdOf(chosen));
  return `It would leave by ${candidateName(candidate ?? chosen)}: ${reason}.`;
}

const BLOCKS: Record<NonNullable<RouteCandidate['blocked_by']>, [Tone, string]> = {
  inactive: ['neutral', 'Inactive'],
  offline: ['bad', 'Offline'],
  'daily cap': ['unsure', 'Daily cap reached'],
  window: ['waiting', 'Window is full'],
  rate: ['waiting', 'Rate is used up'],
};

/** What a SIM card could do with one more message. */
export const stateOf = ({ blocked_by: block }: RouteCandidate): { tone: Tone; text: string } => {
  const [tone, text] = block === null ? (['done', 'Has room'] as const) : BLOCKS[block];
  return { tone, text };
};
