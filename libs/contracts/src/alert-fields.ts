/* Numbers that rules take, by what they are of; without the schema library, as the table that is made of them. */

import type { AlertField } from './alert-kind.js';

export const percent = (label: string, usual: number): AlertField => ({ label, unit: '%', min: 1, max: 100, usual });
export const minutes = (label: string, usual: number, max = 1440): AlertField => ({
  label,
  unit: 'min',
  min: 1,
  max,
  usual,
});
export const count = (label: string, usual: number, max = 1_000_000_000): AlertField => ({
  label,
  unit: '',
  min: 1,
  max,
  usual,
});
