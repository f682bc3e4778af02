import type { FastifyInstance } from 'fastify';
import { type Histogram, register } from 'prom-client';

/** Which part of the house an address belongs to; of an address that nobody has, `none`. */
export function doorOf(route: string | undefined): string {
  if (route === undefined) return 'none';
  if (route.startsWith('/api/v1/')) return 'v1';
  if (route.startsWith('/console')) return 'console';
  if (route === '/metrics' || route.startsWith('/health/')) return 'probe';
  return 'other';
}

/** Its first digit: 2xx, 4xx. */
export const statusClass = (status: number): string => `${Math.floor(status / 100)}xx`;

/** Has every request measured that comes to Fastify; to be called before there are routes. */
export function measureRequests(server: FastifyInstance): void {
  let histogram: Histogram | undefined;
  server.addHook('onResponse', (request, reply, done) => {
    histogram ??= register.getSingleMetric('http_request_duration_seconds') as Histogram | undefined;
    const labels = { door: doorOf(request.routeOptions.url), status: statusClass(reply.statusCode) };
    histogram?.observe(labels, reply.elapsedTime / 1000);
    done();
  });
}
