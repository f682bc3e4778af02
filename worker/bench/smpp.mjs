// How many submit_sm a second a worker sends over one SMPP bind, the SMSC another process.
// `node worker/bench/smpp.mjs [messages] [window] [reports]`, after `tsc -b worker`; with `reports` the SMSC sends a
// delivery report for each message, on the same bind.
import { fork } from 'node:child_process';
import { runWorker } from './run-worker.mjs';

const IN_FLIGHT = 8_000;
const next = (child) => new Promise((resolve) => child.once('message', resolve));

/** Sends so many messages and waits until each has its last event. @returns the figures */
export async function measure({ messages = 50_000, window = 100, reports = false } = {}) {
  const smsc = fork(new URL('./smsc.mjs', import.meta.url), reports ? ['reports'] : []);
  try {
    const { port } = await next(smsc);
    const settings = { host: '127.0.0.1', port, system_id: 'bench', window };
    const { counts, seconds, usage } = await runWorker({
      messages,
      inFlight: IN_FLIGHT,
      file: { providers: [{ key: 'smpp:bench', driver: 'smpp', settings, window: 10_000 }] },
      last: reports ? 'delivered' : 'sent',
    });
    smsc.send('count');
    const { submits } = await next(smsc);
    return {
      messages,
      window,
      reports,
      seconds: Number(Math.max(...Object.values(seconds)).toFixed(2)),
      submits,
      submits_per_second: Math.round(counts.sent / seconds.sent),
      ...(reports ? { delivered_per_second: Math.round(counts.delivered / seconds.delivered) } : {}),
      worker_rss_mb: usage.rssMb,
    };
  } finally {
    smsc.kill('SIGKILL');
  }
}

if (process.argv[1] === import.meta.filename) {
  const [messages, window, reports] = process.argv.slice(2);
  const options = { reports: reports === 'reports' };
  if (messages) options.messages = Number(messages);
  if (window) options.window = Number(window);
  console.log(JSON.stringify(await measure(options)));
}
