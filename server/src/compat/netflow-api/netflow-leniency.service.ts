import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { admitOldClients } from '../old-clients.js';
import { netflowError } from './netflow-error.filter.js';

const NETFLOW_URL = /^\/api\/(sms\/send|sms-settings)(\/|$)/;

@Injectable()
export class NetflowLeniency {
  constructor(host: HttpAdapterHost<FastifyAdapter>) {
    admitOldClients(host, { urls: NETFLOW_URL, errorForm: netflowError, takesBareTokens: true });
  }
}
