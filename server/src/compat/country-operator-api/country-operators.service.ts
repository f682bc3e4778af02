import { Injectable } from '@nestjs/common';
import type {
  CountryOperator,
  CountryOperatorChange,
  CountryOperatorNamed,
  NewCountryOperator,
  SavedCountryOperator,
} from '@signalbox/contracts/country-operator-api';
import { NewPair, type PairChange } from '@signalbox/contracts/pairs';
import { countryOf } from '../../platform/common/countries.js';
import { Invalid, NotFound } from '../../platform/common/errors.js';
import type { Pair } from '../../messaging/pairs/pair.js';
import { PairsService } from '../../messaging/pairs/pairs.service.js';
import { toCountryOperator } from './country-operator-view.js';

/** Country-operator pairs in this API's shape. */
@Injectable()
export class CountryOperatorsService {
  constructor(private readonly pairs: PairsService) {}

  /** By country code, then by operator. @throws Unavailable */
  list(): CountryOperator[] {
    return this.pairs.known().map(toCountryOperator);
  }

  /**
   * With the prefixes that the starter set knows; without any it takes what no prefix of its country claims.
   * @throws Invalid when there is no such country; Conflict
   */
  async create(body: NewCountryOperator, userId: number): Promise<SavedCountryOperator> {
    const { operator, is_high_priority } = body;
    const country = requireCountry(body.country);
    const numbering = await this.pairs.starterNumbering(country, operator);
    const pair = NewPair.parse({ country, operator, is_high_priority, takes_rest: true, ...numbering });
    const { id } = await this.pairs.create(pair, userId, labelOf(body.country, country));
    return this.saved(id, 'Country-operator pair added successfully');
  }

  /** @throws NotFound, Invalid, Conflict */
  async change(
    country: string,
    operator: string,
    body: CountryOperatorChange,
    userId: number,
  ): Promise<SavedCountryOperator> {
    const pair = this.require(country, operator);
    const { country: written, ...rest } = body;
    const change: PairChange = rest;
    if (written === undefined || isLabelOf(pair, written)) {
      await this.pairs.change(pair.id, change, userId);
    } else {
      change.country = requireCountry(written);
      // Prefixes belong to a country; another has its own.
      const isMoved = change.country !== pair.country;
      if (isMoved)
        Object.assign(change, await this.pairs.starterNumbering(change.country, body.operator ?? pair.operator));
      await this.pairs.change(pair.id, change, userId, labelOf(written, change.country));
    }
    return this.saved(pair.id, 'Country-operator pair updated successfully');
  }

  /** The pair that the body names. @throws NotFound, Invalid */
  changeNamed({ country, operator, ...change }: CountryOperatorNamed, userId: number): Promise<SavedCountryOperator> {
    return this.change(country, operator, change, userId);
  }

  /** @throws NotFound; Conflict while something needs it */
  async remove(country: string, operator: string, userId: number): Promise<{ message: string }> {
    await this.pairs.remove(this.require(country, operator).id, userId);
    return { message: 'Country-operator pair deleted successfully' };
  }

  /** By the country in any form, or as it is shown, and the operator in any case. A slash may end the address. */
  private require(country: string, operator: string): Pair {
    const pair = this.find(country, operator) ?? this.find(country, operator.replace(/\/$/, ''));
    if (!pair) throw new NotFound('country-operator pair', `${country} ${operator}`);
    return pair;
  }

  private find(country: string, operator: string): Pair | undefined {
    const code = countryOf(country);
    return this.pairs.ofOperator(operator).find((one) => one.country === code || isLabelOf(one, country));
  }

  private saved(id: string, message: string): SavedCountryOperator {
    const pair = this.pairs.find(id);
    if (!pair) throw new NotFound('country-operator pair', id);
    const warning = this.pairs.warningOf(pair);
    return { message, ...toCountryOperator(pair), ...(warning !== null && { warning }) };
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

/** Whether a pair's country is shown so; of a pair from an old database it may be one that nobody knows. */
const isLabelOf = ({ countryLabel }: Pair, text: string): boolean =>
  countryLabel !== null && countryLabel.toLowerCase() === text.trim().toLowerCase();
