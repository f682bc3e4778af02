import type { IncomingMessage, RequestListener } from 'node:http';
import multipart from '@fastify/multipart';
import { Logger, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { LiveAdapter } from './insight/live/live.adapter.js';
import { measureRequests } from './insight/metrics/http-metrics.js';
import { MqttStrategy } from '@signalbox/transport/mqtt.strategy';
import { AppModule } from './app.module.js';
import { AuditService } from './access/audit/audit.service.js';
import { watchDoors } from './access/audit/audited-doors.js';
import { AuthService } from './access/auth/auth.service.js';
import { knowCallers } from './access/auth/callers.js';
import { BODY_LIMIT, Bodies, TIME_LIMITS } from './platform/common/bodies/bodies.js';
import { compressAnswers } from './platform/common/compression.js';
import { ProblemFilter } from './platform/common/problem.filter.js';
import { requestIds } from './platform/common/request-ids.js';
import { SAFE_HEADERS } from './platform/common/safe-headers.js';
import { answerUnknownRoutes, answerUnreadable, withoutSlash } from './platform/common/unknown-routes.js';
import { validationPipe } from './platform/common/validation.js';
import type { Config } from './platform/config/config.js';
import { trustOf } from './platform/config/trusted-proxies.js';
import { DirectDoorService } from './messaging/sms/accept/direct-door.service.js';
import { serveConsole } from './platform/console/console.js';
import { describeApi } from './openapi.js';

const ONE_PROXY =
  'TRUST_PROXY: true means one proxy; write how many there are, or their addresses, and keep all others from this port.';

/** Builds the whole application, not yet listening; `listen` starts its doors. */
export async function createApp(config: Config, logger: LoggerService | false): Promise<NestFastifyApplication> {
  const bodies = new Bodies();
  const adapter = new FastifyAdapter({
    ...TIME_LIMITS,
    http: { ...TIME_LIMITS.http, shouldUpgradeCallback: isLiveSocket },
    bodyLimit: BODY_LIMIT,
    clientErrorHandler: bodies.onClientError,
    trustProxy: trustOf(config.env.TRUST_PROXY) ?? false,
    genReqId: requestIds(),
    requestIdHeader: false,
    // Names stand in some addresses: of up to 128 UTF-16 code units, compared decoded.
    routerOptions: { maxParamLength: 256 },
    forceCloseConnections: 'idle',
    frameworkErrors: answerUnreadable,
    rewriteUrl: withoutSlash,
  });
  const server = adapter.getInstance();
  answerUnknownRoutes(server);
  bodies.bound(server);
  server.addHook('onRequest', (request, reply, done) => {
    void reply.headers({ 'x-request-id': request.id, ...SAFE_HEADERS });
    done();
  });
  measureRequests(server);
  await server.register(multipart, { throwFileSizeLimit: false });
  await compressAnswers(server);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(config), adapter, {
    logger,
    abortOnError: false,
    // Fastify's own parser of JSON refuses keys that reach for the prototype; nothing but JSON is taken.
    bodyParser: false,
  });
  if (config.env.TRUST_PROXY === 'true') new Logger('Http').warn(ONE_PROXY);
  knowCallers(server, app.get(AuthService, { strict: false }));
  watchDoors(server, app.get(AuditService, { strict: false }));
  app.enableCors(corsFor(config));
  app.useWebSocketAdapter(new LiveAdapter(app, config.corsOrigins));
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter());
  await serveConsole(app);
  describeApi(app);
  app.connectMicroservice({ strategy: app.get(MqttStrategy, { strict: false }) }, { inheritAppConfig: true });
  return app;
}

/**
 * Whether a request to upgrade is for the live socket. Clients that speak HTTP/2 ask for that with any request; it is not
 * taken, and they are answered over HTTP/1.1 (RFC 9110, clause 7.8).
 */
const isLiveSocket = ({ headers, url = '' }: IncomingMessage): boolean =>
  headers.upgrade?.toLowerCase() === 'websocket' && url.startsWith('/socket.io/');

type CorsOptions = Exclude<Parameters<NestFastifyApplication['enableCors']>[0], undefined>;

/** Only browsers send an Origin; the headers would be of no use to anybody else, and cost. */
function corsFor({ corsOrigins: origin }: Config): CorsOptions {
  const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
  const exposedHeaders = ['x-request-id', 'retry-after', 'link', 'x-total-count'];
  // OPTIONS that asks for no method is no preflight, and answered as one: programs send it to see what there is.
  const options = { origin, methods, exposedHeaders, maxAge: 600, strictPreflight: false };
  return {
    delegator: (request, answer) => answer(null, request.headers.origin === undefined ? { origin: false } : options),
  };
}

/** Before all other listeners, Socket.IO's too: it gives them what it does not take. */
function openDirectDoor(app: NestFastifyApplication): void {
  const server = app.getHttpServer();
  const others = server.listeners('request') as RequestListener[];
  const longWay: RequestListener = (request, response) => {
    for (const listener of others) listener.call(server, request, response);
  };
  const shortWay = app.get(DirectDoorService, { strict: false }).before(longWay, requestIds());
  server.removeAllListeners('request');
  // A server that closes has Fastify say so, and end the connection.
  server.on('request', (request, response) => (server.listening ? shortWay : longWay)(request, response));
  // Told to go on only when its body is wanted.
  server.on('checkContinue', longWay);
}

/** Starts the doors: first HTTP, so that everything is initialised, then the bus. Resolves to the port. */
export async function listen(app: NestFastifyApplication, { env }: Config): Promise<number> {
  await app.init();
  openDirectDoor(app);
  await app.listen(env.PORT, env.HOST);
  await app.startAllMicroservices();
  const address = app.getHttpServer().address();
  return typeof address === 'object' && address !== null ? address.port : env.PORT;
}
