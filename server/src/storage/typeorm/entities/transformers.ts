import type { ValueTransformer } from 'typeorm';

/** Epoch milliseconds fit a double; MySQL's driver would hand them over as text. */
export const bigintAsNumber: ValueTransformer = {
  to: (value: number | null) => value,
  from: (value: string | number | null) => (value === null ? null : Number(value)),
};
