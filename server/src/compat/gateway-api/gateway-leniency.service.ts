import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { admitOldClients } from '../old-clients.js';
import { gatewayError } from './gateway-error.filter.js';

const GATEWAY_URL = /^\/api\/(auth|sim-cards|sms(?!\/send)|statistics|logs|generate-api-key)(\/|$)/;

@Injectable()
export class GatewayLeniency {
  constructor(host: HttpAdapterHost<FastifyAdapter>) {
    admitOldClients(host, { urls: GATEWAY_URL, errorForm: gatewayError, takesBareTokens: false });
  }
}
