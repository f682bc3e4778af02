import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants';
import type { FastifyContextConfig } from 'fastify';

/** What decorators say of a route's handler; it becomes the configuration of Fastify's route. */
export const configOf = (handler: object): Partial<FastifyContextConfig> =>
  (Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, handler) as Partial<FastifyContextConfig> | undefined) ?? {};

/** Adds to it: each decorator has its own field. */
export const configure = (handler: object, config: Partial<FastifyContextConfig>): void =>
  Reflect.defineMetadata(FASTIFY_ROUTE_CONFIG_METADATA, { ...configOf(handler), ...config }, handler);
