import { once } from 'node:events';
import { createServer } from 'node:http';
import { registerHooks } from 'node:module';

/**
 * Jest's global setup of the suites that need services: those that leave their server alone share one, which is started
 * here when the first asks (`shared.ts`), and ends with the process that runs them all.
 */

// These files are TypeScript and import each other as what they would be once compiled.
registerHooks({
  resolve(specifier, context, next) {
    const isOurs = /^\.{1,2}\/.*\.js$/.test(specifier) && context.parentURL?.endsWith('.ts');
    return next(isOurs ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});

const STARTS = {
  mariadb: async () => {
    const { startMariadb } = await import('./mariadb.ts');
    const { url, stop } = await startMariadb({ syncs: false });
    return { url, stop };
  },
  mongodb: async () => {
    const { startMongodb } = await import('./mongodb.ts');
    const { uri, dispose } = await startMongodb();
    return { url: uri, stop: dispose };
  },
};

/** What was asked for, as promises: whoever asks next waits for the same. */
const started = new Map();
const start = (service) => {
  if (!started.has(service)) started.set(service, STARTS[service]());
  return started.get(service);
};

const desk = createServer(async (request, response) => {
  try {
    const service = request.url.slice(1);
    if (!Object.hasOwn(STARTS, service)) throw new Error(`${service} is not shared`);
    response.end((await start(service)).url);
  } catch (error) {
    response.writeHead(500).end(error.message);
  }
});

export default async function setup() {
  if (desk.listening) return;
  desk.listen(0, '127.0.0.1');
  await once(desk, 'listening');
  // It is nothing to wait for.
  desk.unref();
  process.env.SIGNALBOX_SHARED_SERVICES = `http://127.0.0.1:${desk.address().port}`;
}

export async function endShared() {
  desk.close();
  desk.closeAllConnections();
  for (const service of started.values()) await service.then(({ stop }) => stop()).catch(() => undefined);
  started.clear();
}
