import { Injectable } from '@nestjs/common';
import type {
  CountryOperator,
  CountryOperatorChange,
  NewCountryOperator,
  SavedCountryOperator,
} from '@signalbox/contracts/country-operator-api';
import { NewPair, type PairChange } from '@signalbox/contracts/pairs';
import { Invalid, NotFound } from '../../platform/common/errors.js';
import { PairImportsService } from '../../messaging/pairs/pair-imports.service.js';
import type { Pair } from '../../messaging/pairs/pair.js';
import { PairsService } from '../../messaging/pairs/pairs.service.js';
import { countryOf } from '../../platform/common/countries.js';
import { toCountryOperator } from './country-operator-view.js';

type Numbering = Pick<NewPair, 'mcc' | 'mnc' | 'prefixes'>;

/** Country-operator pairs in this API's shape. */
@Injectable()
export class CountryOperatorsService {
  constructor(
    private readonly pairs: PairsService,
    private readonly imports: PairImportsService,
  ) {}

  /** By country code, then by operator. @throws Unavailable */
  list(): CountryOperator[] {
    return this.pairs.known().map(toCountryOperator);
  }

  /** With the prefixes that the starter set knows. @throws Invalid when there is no such country; Conflict */
  async create(body: NewCountryOperator, userId: number): Promise<SavedCountryOperator> {
    const { operator, is_high_priority } = body;
    const country = requireCountry(body.country);
    const numbering = await this.numberingOf(country, operator);
    const pair = NewPair.parse({ country, operator, is_high_priority, ...numbering });
    const { id } = await this.pairs.create(pair, userId, labelOf(body.country, country));
    return this.saved(id, 'Country-operator pair added successfully');
  }

  /** @throws NotFound, Invalid, Conflict */
  async change(country: string, operator: string, body: CountryOperatorChange, userId: number) {
    const pair = this.require(country, operator);
    const { country: written, ...rest } = body;
    const change: PairChange = rest;
    if (written === undefined) {
      await this.pairs.change(pair.id, change, userId);
    } else {
      change.country = requireCountry(written);
      // Prefixes belong to a country; another has its own.
      const isMoved = change.country !== pair.country;
      if (isMoved) Object.assign(change, await this.numberingOf(change.country, body.operator ?? pair.operator));
      await this.pairs.change(pair.id, change, userId, labelOf(written, change.country));
    }
    return this.saved(pair.id, 'Country-operator pair updated successfully');
  }

  /** @throws NotFound; Conflict while something needs it */
  async remove(country: string, operator: string, userId: number): Promise<{ message: string }> {
    await this.pairs.remove(this.require(country, operator).id, userId);
    return { message: 'Country-operator pair deleted successfully' };
  }

  /** What the starter set says of a pair, without prefixes that others have. */
  private async numberingOf(country: string, operator: string): Promise<Numbering> {
    const starter = await this.imports.starterOf(country, operator);
    if (!starter) return { mcc: null, mnc: null, prefixes: [] };
    const taken = new Set(this.pairs.known().flatMap(({ active, prefixes }) => (active ? prefixes : [])));
    const { mcc, mnc, prefixes } = starter;
    return { mcc, mnc, prefixes: prefixes.filter((prefix) => !taken.has(prefix)) };
  }

  /** By the country in any form, and the operator in any case. */
  private require(country: string, operator: string): Pair {
    const code = countryOf(country);
    const key = operator.trim().toLowerCase();
    const pair = this.pairs.known().find((one) => one.country === code && one.operator.toLowerCase() === key);
    if (!pair) throw new NotFound('country-operator pair', `${country} ${operator}`);
    return pair;
  }

  private saved(id: string, message: string): SavedCountryOperator {
    const pair = this.pairs.find(id);
    if (!pair) throw new NotFound('country-operator pair', id);
    return { message, ...toCountryOperator(pair) };
  }
}

function requireCountry(text: string): string {
  const country = countryOf(text);
  if (country === null) {
    throw Invalid.field('country', 'expected a country of ISO 3166: a code such as KE or KEN, or a name such as Kenya');
  }
  return country;
}

const labelOf = (text: string, country: string): string | null => (text === country ? null : text);
