import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { admitOldClients } from '../old-clients.js';
import { programApiError } from './program-api-error.filter.js';

const PROGRAM_API_URL = /^\/(program|stats|user|signin)(\/|$)/;

@Injectable()
export class ProgramApiLeniency {
  constructor(host: HttpAdapterHost<FastifyAdapter>) {
    admitOldClients(host, { urls: PROGRAM_API_URL, errorForm: programApiError, takesBareTokens: true });
  }
}
