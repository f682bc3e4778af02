// How many messages a second one worker sends to HTTP providers, the provider another process.
// `node worker/bench/http.mjs [messages]`, after `tsc -b worker`; prints JSON.
import { fork } from 'node:child_process';
import { createServer as createHttpServer } from 'node:http';
import { runWorker } from './run-worker.mjs';

const WINDOW = 2_000;
const MESSAGES = 20_000;

/** Answers like Advanta, and to any other URL like anybody. */
function provide() {
  let next = 0;
  const server = createHttpServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      next += 1;
      if (!request.url.startsWith('/advanta/')) return response.end(`{"id":"${next}","status":"OK"}`);
      const { smslist } = JSON.parse(Buffer.concat(chunks));
      const responses = (smslist ?? [{}]).map(({ clientsmsid }) => {
        next += 1;
        return { 'response-code': 200, messageid: next, clientsmsid };
      });
      response.end(JSON.stringify({ responses }));
    });
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
}

const accountsOf = (url) => ({
  single: {
    driver: 'http',
    key: 'http:bench',
    window: WINDOW,
    settings: {
      profile: 'generic',
      url: `${url}/send`,
      headers: { authorization: 'Bearer {{secret.token}}' },
      body: '{"to":"{{to}}","text":"{{text}}","reference":"{{id}}"}',
      answer: { id: 'id', code: 'status', success: ['OK'] },
    },
    secrets: { token: 'a token of the bench' },
  },
  bulk: {
    driver: 'http',
    key: 'http:bench',
    sender: 'BENCH',
    window: WINDOW,
    settings: { profile: 'advanta', base_url: `${url}/advanta/`, partner_id: '1' },
    secrets: { api_key: 'a key of the bench' },
  },
});

/** From the first job until the last `sent` has come. */
async function measure(account, messages) {
  const { counts, seconds, usage } = await runWorker({
    messages,
    inFlight: WINDOW,
    file: { providers: [account] },
    env: { HTTP_ALLOWED_PRIVATE: '127.0.0.1' },
  });
  const { sent = 0 } = counts;
  return {
    messages,
    sent,
    seconds: Number(seconds.sent.toFixed(2)),
    per_second: Math.round(sent / seconds.sent),
    worker_cpu_ms_per_message: Number((usage.cpuMs / sent).toFixed(2)),
    worker_peak_mb: usage.peakMb,
  };
}

/** One request a message, and Advanta's bulk requests. */
export async function run({ messages = MESSAGES } = {}) {
  const provider = fork(new URL(import.meta.url), ['provider']);
  const [port] = await new Promise((resolve) => provider.once('message', (...given) => resolve(given)));
  const { single, bulk } = accountsOf(`http://127.0.0.1:${port}`);
  try {
    return { single: await measure(single, messages), bulk: await measure(bulk, messages) };
  } finally {
    provider.kill('SIGKILL');
  }
}

if (process.argv[2] === 'provider') provide();
else if (process.argv[1] === new URL(import.meta.url).pathname) {
  console.log(JSON.stringify(await run({ messages: Number(process.argv[2] ?? MESSAGES) })));
  process.exit(0);
}
