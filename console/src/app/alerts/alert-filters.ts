import { isId } from '../core/channel-choice';
import type { FilterValues } from '../core/url-filters';
import type { Filter } from '../ui/list/filters';
import { SEVERITY_WORDS } from './alert-words';

/** The parameters that the list of alerts knows. */
export const ALERT_FILTERS = ['severity', 'source', 'subject', 'subject_id', 'rule'] as const;
export type AlertFilters = FilterValues<(typeof ALERT_FILTERS)[number]>;

/** What an address asks the server for; what makes no sense in it is no limit. */
export const alertLimits = ({ rule, ...others }: AlertFilters, open: boolean): Record<string, string> => ({
  ...others,
  rule_id: isId(rule) ? rule : '',
  open: String(open),
});

const of = (words: Readonly<Record<string, { label: string }>>) => [
  { label: '', choices: Object.entries(words).map(([value, { label }]) => ({ value, label })) },
];
const ALWAYS: readonly Filter[] = [
  { name: 'severity', label: 'Severity', any: 'Any severity', groups: of(SEVERITY_WORDS) },
  {
    name: 'source',
    label: 'Origin',
    any: 'From anywhere',
    groups: of({ rule: { label: 'Rules' }, alertmanager: { label: 'Alertmanager' }, api: { label: 'People' } }),
  },
  {
    name: 'subject',
    label: 'About',
    any: 'About anything',
    groups: of({
      sim_card: { label: 'SIM cards' },
      provider: { label: 'Providers' },
      pair: { label: 'Pairs' },
      program: { label: 'Programs' },
      worker: { label: 'Workers' },
      system: { label: 'The whole' },
      other: { label: 'Anything else' },
    }),
    // The page of one thing leads here with its id, too.
    write: (subject) => ({ subject, subject_id: null }),
  },
];

/** The choices over the list. A rule is one that an address brings along, and can only be taken away. */
export const alertFilters = (rule: string): readonly Filter[] => [
  ...ALWAYS,
  ...(rule === ''
    ? []
    : [
        {
          name: 'rule',
          label: 'Rule',
          any: 'Any rule',
          groups: [{ label: '', choices: isId(rule) ? [{ value: rule, label: `Rule ${rule}` }] : [] }],
        },
      ]),
];
