import { Pipe, type PipeTransform } from '@angular/core';
import { numbers } from '../core/locale';

const whole = numbers({ maximumFractionDigits: 0 });
const compact = numbers({ notation: 'compact', maximumFractionDigits: 2 });

/** A count with thousands separators, shortened from ten million on; a dash when there is none. */
export const countText = (value: number | null | undefined): string => {
  if (value === null || value === undefined) return '–';
  return value >= 10_000_000 ? compact().format(value) : whole().format(value);
};

const tenth = numbers({ minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** To the tenth, also where that is none: "1.4", "2.0". */
export const tenthText = (value: number): string => tenth().format(value);

const plain = numbers({ maximumFractionDigits: 3 });

/** With the decimals that it has, to the thousandth: "1.5", "16". */
export const numberText = (value: number): string => plain().format(value);

/** `{{ 1.5 | decimals }}`, see `numberText`. */
@Pipe({ name: 'decimals' })
export class Decimals implements PipeTransform {
  transform(value: number): string {
    return numberText(value);
  }
}

@Pipe({ name: 'count' })
export class Count implements PipeTransform {
  transform(value: number | null | undefined): string {
    return countText(value);
  }
}
