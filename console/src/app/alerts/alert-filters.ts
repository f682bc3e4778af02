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
export const ALWAYS_FILTERS: readonly Filter[] = [
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

/** One that an address brings along, and that can only be taken away; without words its value makes no sense. */
const brought = (name: string, label: string, any: string, value: string, words: string | null): readonly Filter[] =>
  value === ''
    ? []
    : [{ name, label, any, groups: [{ label: '', choices: words === null ? [] : [{ value, label: words }] }] }];

/** The choices over the list, with the rule and the one thing that an address brings along. */
export const alertFilters = (rule: string, subjectId: string, subject: string | undefined): readonly Filter[] => [
  ...ALWAYS_FILTERS,
  ...brought('rule', 'Rule', 'Any rule', rule, isId(rule) ? `Rule ${rule}` : null),
  ...brought('subject_id', 'Which', 'Any of them', subjectId, subject ?? `No. ${subjectId}`),
];
