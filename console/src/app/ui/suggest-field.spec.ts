import { describe, expect, it } from 'vitest';
import { choicesLike } from './suggest-field';

const ZONES = ['Africa/Nairobi', 'America/New_York', 'UTC'].map((name) => ({ value: name, label: name }));
const COUNTRIES = [
  { value: 'DZ', label: 'Algeria' },
  { value: 'NE', label: 'Niger' },
  { value: 'NG', label: 'Nigeria' },
];
const labels = (found: { label: string }[]) => found.map(({ label }) => label);

describe('what a field suggests', () => {
  it('has the text in it, with blanks for underscores', () => {
    expect(labels(choicesLike('new y', ZONES))).toEqual(['America/New_York']);
    expect(labels(choicesLike('nowhere', ZONES))).toEqual([]);
  });

  it('begins with what begins with it', () => {
    expect(labels(choicesLike('ge', [...COUNTRIES, { value: 'DE', label: 'Germany' }]))[0]).toBe('Germany');
    expect(labels(choicesLike('nig', COUNTRIES))).toEqual(['Niger', 'Nigeria']);
  });

  it('is everything where nothing is written, or one is chosen', () => {
    expect(choicesLike('', ZONES)).toHaveLength(3);
    expect(choicesLike('NG', COUNTRIES)).toHaveLength(3);
  });
});
