import { describe, expect, it } from 'vitest';
import { leadOf } from './lead-draft';

describe('what the form says of a lead', () => {
  const blank = {
    ...{ name: ' Juma ', phone: '+254712000001', email: '', company: '', source: '', status: 'new' },
    ...{ owner: '', step: '', on: '', notes: '' },
  };

  it('has nobody and nothing where nothing is written', () => {
    expect(leadOf(blank)).toMatchObject({ name: 'Juma', email: null, owner_id: null, next_step_on: null });
  });

  it('names its owner by number', () => expect(leadOf({ ...blank, owner: '7' }).owner_id).toBe(7));
});
