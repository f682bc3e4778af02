import { Pipe, type PipeTransform } from '@angular/core';
import { numbers } from '../core/locale';

const whole = numbers({ maximumFractionDigits: 0 });
const compact = numbers({ notation: 'compact', maximumFractionDigits: 2 });

/** A count with thousands separators, shortened from ten million on; a dash when there is none. */
export const countText = (value: number | null | undefined): string => {
  if (value === null || value === undefined) return '–';
  return value >= 10_000_000 ? compact().format(value) : whole().format(value);
};

@Pipe({ name: 'count' })
export class Count implements PipeTransform {
  transform(value: number | null | undefined): string {
    return countText(value);
  }
}
