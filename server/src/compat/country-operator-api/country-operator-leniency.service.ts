import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { admitOldClients } from '../old-clients.js';
import { countryOperatorError } from './country-operator-error.filter.js';

const COUNTRY_OPERATOR_URL = /^\/(login|country-operator)(\/|$)/;

@Injectable()
export class CountryOperatorLeniency {
  constructor(host: HttpAdapterHost<FastifyAdapter>) {
    admitOldClients(host, { urls: COUNTRY_OPERATOR_URL, errorForm: countryOperatorError, takesBareTokens: true });
  }
}
