import type { Direction } from '@signalbox/contracts/messages';
import { CAME_TO_NOTHING, FAILURES, statusesWith, UNSENT, type MessageStatus } from '@signalbox/contracts/statuses';
import { channelOf, channelWords, choiceOf, isId, providerChoice, simChoice } from '../../core/channel-choice';
import { providerName, type ProviderDirectory } from '../../core/provider-directory';
import { simName, type SimDirectory } from '../../core/sim-directory';
import type { FilterValues } from '../../core/url-filters';
import type { Filter } from '../list/filters';
import { statusLabel } from '../status';
import { NO_LIMITS, type MessageFilter } from './message-row';
import { dayText, isDay, isTime, PERIODS, sinceOf, timeWords } from './period';

/** The parameters that a list of messages knows. */
export const FILTER_NAMES = ['status', 'number', 'sim', 'provider', 'run', 'ref', 'period', 'reached', 'day'] as const;
export type FilterName = (typeof FILTER_NAMES)[number];
export type FilterParams = FilterValues<FilterName>;

/** Statuses that are counted as one: by the word that stands for them in the address. */
export const STATUS_GROUPS: Readonly<Record<string, { label: string; statuses: readonly MessageStatus[] }>> = {
  waiting: { label: 'Waiting', statuses: statusesWith(({ phase }) => phase === 'queue') },
  'in-flight': {
    label: 'In flight',
    statuses: statusesWith(({ phase }) => phase === 'channel' || phase === 'network'),
  },
  'came-to-nothing': { label: 'Came to nothing', statuses: CAME_TO_NOTHING },
  unsent: { label: 'Not sent yet', statuses: UNSENT },
  failures: { label: 'Failed or expired', statuses: FAILURES },
};

const OUTBOUND = statusesWith(({ phase }) => phase !== 'inbox');

/** The statuses that an address asks for; none is any. */
export const statusesOf = (name: string): readonly MessageStatus[] =>
  STATUS_GROUPS[name]?.statuses ?? OUTBOUND.filter((status) => status === name);

/** The filter that an address asks for; what makes no sense in it is no limit. */
export function filterOf(direction: Direction, params: FilterParams, now: number): MessageFilter {
  const { sim, provider } = channelOf(choiceOf(params.sim, params.provider));
  const both = {
    direction,
    ...NO_LIMITS,
    number: params.number,
    sim_card_id: sim,
    provider_id: provider,
    since: sinceOf(params.period, now),
  };
  // What came in has no status, reference or run, and no list of it has filters for them.
  if (direction === 'inbound') return both;
  return {
    ...both,
    status: statusesOf(params.status).join(','),
    run_id: isId(params.run) ? Number(params.run) : null,
    client_ref: params.ref,
    changed_since: sinceOf(params.reached, now),
    dispatched_on: isDay(params.day) ? params.day : '',
  };
}

/** The periods, and the moment that an address brings along. */
const periods = (ofWhat: string, chosen: string) => [
  ...Object.entries(PERIODS).map(([value, { label }]) => ({ value, label: `${ofWhat}${label}` })),
  ...(isTime(chosen) ? [{ value: chosen, label: `${ofWhat || 'Since '}${timeWords(chosen)}` }] : []),
];

/** A filter that an address brings along, and that can only be taken away; without words its value makes no sense. */
const oneOrAny = (name: FilterName, label: string, any: string, words: string | null, value: string): Filter => ({
  name,
  label,
  any,
  groups: [{ label: '', choices: words === null ? [] : [{ value, label: words }] }],
});

/** The boxes and choices over a list of messages. */
export function filtersOf(
  direction: Direction,
  { period: created, reached, run, day }: FilterParams,
  sims: SimDirectory,
  providers: ProviderDirectory,
): readonly Filter[] {
  const statuses: Filter = {
    name: 'status',
    label: 'Status',
    any: 'Any status',
    groups: [
      { label: '', choices: OUTBOUND.map((value) => ({ value, label: statusLabel(value) })) },
      {
        label: 'Several',
        choices: Object.entries(STATUS_GROUPS).map(([value, { label }]) => ({ value, label })),
      },
    ],
  };
  const channels: Filter = {
    name: 'sim',
    label: 'Channel',
    any: 'Any channel',
    // One that is gone still has its messages.
    open: channelWords,
    also: ['provider'],
    groups: [
      { label: 'SIM cards', choices: sims.all().map((sim) => ({ value: simChoice(sim.id), label: simName(sim) })) },
      {
        label: 'Providers',
        choices: providers.all().map((one) => ({ value: providerChoice(one.id), label: providerName(one) })),
      },
    ].filter(({ choices }) => choices.length > 0),
    read: ({ sim, provider }) => choiceOf(sim, provider) || provider || sim || '',
    write: (value) => ({ ...channelOf(value) }),
  };
  const number: Filter = { name: 'number', label: 'Number', inputmode: 'tel' };
  const period: Filter = {
    name: 'period',
    label: 'Period',
    any: 'Any time',
    groups: [{ label: '', choices: periods('', created) }],
  };
  if (direction === 'inbound') return [number, channels, period];
  const since: Filter = {
    name: 'reached',
    label: 'Status since',
    any: 'Status since any time',
    groups: [{ label: '', choices: periods('Status since: ', reached) }],
  };
  // Where a figure leads to; few would look for it.
  const rare = [
    ...(reached === '' ? [] : [since]),
    ...(run === '' ? [] : [oneOrAny('run', 'Run', 'Any run', isId(run) ? `Run ${run}` : null, run)]),
    ...(day === ''
      ? []
      : [oneOrAny('day', 'Day', 'Any day', isDay(day) ? `Given to it on ${dayText(day)}` : null, day)]),
  ];
  return [number, { name: 'ref', label: 'Reference' }, statuses, channels, period, ...rare];
}
