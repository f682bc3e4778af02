import { describe, expect, it } from 'vitest';
import { alertFilters, alertLimits } from './alert-filters';

const any = { severity: '', source: '', subject: '', subject_id: '', rule: '' };

describe('an address', () => {
  it('asks for the alerts of one rule', () => {
    expect(alertLimits({ ...any, rule: '7' }, true)).toEqual({
      ...{ severity: '', source: '', subject: '', subject_id: '' },
      ...{ rule_id: '7', open: 'true' },
    });
  });

  it('with a rule that makes no sense asks for those of any', () => {
    expect(alertLimits({ ...any, rule: 'x' }, false)).toMatchObject({ rule_id: '', open: 'false' });
  });
});

describe('a rule', () => {
  const rules = (rule: string) => alertFilters(rule, '', undefined).filter(({ name }) => name === 'rule');

  it('can be taken away where an address brings it along, and is not there otherwise', () => {
    expect(rules('7').map(({ groups }) => groups?.[0]?.choices)).toEqual([[{ value: '7', label: 'Rule 7' }]]);
    expect(rules('')).toEqual([]);
  });

  it('that makes no sense is no choice', () => {
    expect(rules('x').map(({ groups }) => groups?.[0]?.choices)).toEqual([[]]);
  });
});

it('one thing that an address brings along is shown by its name, or by its number until that is known', () => {
  const shown = (name?: string) => alertFilters('', '5', name).at(-1)?.groups?.[0]?.choices;
  expect(shown('Nairobi 2')).toEqual([{ value: '5', label: 'Nairobi 2' }]);
  expect(shown()).toEqual([{ value: '5', label: 'No. 5' }]);
});
